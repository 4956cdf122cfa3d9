"""Limits of the pictures that we take and of those that we make.

Meta's catalog wants at least 500 x 500 pixels (its page of `items_batch`), advises 1024 x 1024 or more, and takes
files up to 8 MB; a picture in a WhatsApp message may have 5 MB (its page of media), and so may ours.
"""

# Bytes, as uploaded or fetched: a camera's JPEG, a large PNG.
LARGEST_FILE = 20_000_000
# A phone's largest photo; a JPEG is decoded at a fraction of its size.
MOST_PIXELS_OF_A_JPEG = 50_000_000
# Of formats that are decoded whole: a WebP takes 20 bytes a pixel meanwhile.
MOST_PIXELS = 25_000_000
# Of a JPEG, each of which goes over all of it. Encoders write about ten; previews and notes have some of their own.
MOST_SCANS = 100
# Markers of a JPEG, chunks of a PNG, parts of a GIF that Pillow reads one by one. A PNG of 20 MB has up to 5,000 chunks.
MOST_BLOCKS = 20_000
# Of a JPEG's EXIF, each of which Pillow copies with all that came before it. A camera writes one, of up to 64 kB.
MOST_EXIF_SEGMENTS = 100
SHORTEST_SIDE = 500
LONGEST_SIDE = 2048  # pixels of what we make
# Longer side by shorter side: beyond it, the shorter one would be below SHORTEST_SIDE.
LONGEST_SHAPE = LONGEST_SIDE / SHORTEST_SIDE
LARGEST_JPEG = 5_000_000
# Of all pictures of a merchant.
MOST_BYTES = 20_000_000_000
LONGEST_URL = 2048
