"""What we take and what we make of it.

Meta's catalog wants at least 500 x 500 pixels (its page of `items_batch`), advises 1024 x 1024 or more, and takes
files up to 8 MB; a picture in a WhatsApp message may have 5 MB (its page of media), and so may ours.
"""

LARGEST_FILE = 20_000_000  # bytes, as uploaded or fetched: a camera's JPEG, a large PNG
MOST_PIXELS_OF_A_JPEG = 50_000_000  # a phone's largest photo; it is decoded at a fraction of its size
MOST_PIXELS = 25_000_000  # of what must be unpacked whole: a WebP takes 20 bytes a pixel on the way
SHORTEST_SIDE = 500
LONGEST_SIDE = 2048  # pixels of what we make
# Times as long as wide: beyond, the short side would get too short.
LONGEST_SHAPE = LONGEST_SIDE / SHORTEST_SIDE
LARGEST_JPEG = 5_000_000
MOST_BYTES = 20_000_000_000  # of all pictures of a merchant
LONGEST_URL = 2048
