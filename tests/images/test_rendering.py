"""Whatever a merchant sends becomes a JPEG that Meta accepts, or is refused with a sentence."""

import pytest
from PIL import Image

from shop.images.limits import LARGEST_JPEG
from shop.images.rendering import Rendition, render_picture
from tests.images.refused import refusal
from tests.support.files.pictures import (
    BLUE,
    RED,
    animation,
    encoded,
    exif,
    halves,
    lab_profile,
    near,
    noise,
    opened,
    photo,
    srgb_profile,
)

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def shows_halves(made: Rendition) -> bool:
    """Is the left red and the right blue?"""
    picture = opened(made.jpeg)
    middle = picture.height // 2
    left, right = picture.getpixel((5, middle)), picture.getpixel((picture.width - 5, middle))
    return near(left, RED) and near(right, BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_usual_format_becomes_an_rgb_jpeg_of_the_same_size(kind: str) -> None:
    made = render_picture(encoded(halves(), kind))
    assert (made.width, made.height) == (1200, 800)
    assert opened(made.jpeg).mode == "RGB"
    assert shows_halves(made)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((6000, 4000), (2048, 1365)),
        ((2049, 1000), (2048, 1000)),
        ((900, 3600), (512, 2048)),
        ((500, 500), (500, 500)),
    ],
)
def test_a_large_picture_is_made_smaller_and_a_small_one_stays(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    made = render_picture(photo(*size))
    assert (made.width, made.height) == expected
    assert shows_halves(made)


@pytest.mark.parametrize("size", [(499, 800), (800, 499), (1, 1)])
def test_a_picture_that_is_too_small_for_meta_is_refused_with_its_size(size: tuple[int, int]) -> None:
    said = refusal(encoded(Image.new("RGB", size), "PNG"))
    assert f"{size[0]} x {size[1]} pixels" in said
    assert "at least 500 x 500" in said


def test_a_banner_that_would_get_too_narrow_is_refused() -> None:
    assert "at most 4 times the other" in refusal(encoded(Image.new("RGB", (4000, 600)), "PNG"))


def test_the_longest_shape_that_is_taken_keeps_the_shortest_side() -> None:
    made = render_picture(encoded(Image.new("RGB", (4096, 1000)), "PNG"))
    assert (made.width, made.height) == (2048, 500)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_from_a_camera_held_sideways_stands_upright(orientation: int) -> None:
    back = {2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}  # what undoes it
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    held = halves()
    if orientation in back:
        held = held.transpose(turns[back[orientation]])
    made = render_picture(encoded(held, exif=exif(orientation)))
    assert (made.width, made.height) == (1200, 800)
    assert shows_halves(made)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_places_cameras_and_comments_are_left_behind(kind: str) -> None:
    made = render_picture(encoded(halves(), kind, exif=exif(1)))
    picture = opened(made.jpeg)
    assert dict(picture.getexif()) == {}
    assert b"Secret Camera" not in made.jpeg
    assert set(picture.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_a_comment_of_a_gif_does_not_survive_into_the_jpeg() -> None:
    assert b"by Ana" not in render_picture(encoded(halves(600, 600), "GIF", comment=b"by Ana")).jpeg


def test_what_was_transparent_is_white() -> None:
    clear = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    clear.paste((*RED, 255), (0, 0, 300, 600))
    picture = opened(render_picture(encoded(clear, "PNG")).jpeg)
    assert near(picture.getpixel((590, 300)), WHITE)
    assert near(picture.getpixel((10, 300)), RED)


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_palette_with_a_transparent_colour_is_white_there(kind: str) -> None:
    picture = Image.new("P", (600, 600), 0)
    picture.putpalette([*BLACK, *RED])
    picture.paste(1, (0, 0, 300, 600))
    made = opened(render_picture(encoded(picture, kind, transparency=0)).jpeg)
    assert near(made.getpixel((590, 300)), WHITE)
    assert near(made.getpixel((10, 300)), RED)


def test_a_cmyk_jpeg_comes_out_in_the_right_colours() -> None:
    assert shows_halves(render_picture(encoded(halves(mode="CMYK"))))


def test_a_cmyk_jpeg_with_a_profile_of_something_else_is_taken_without_it() -> None:
    assert shows_halves(render_picture(encoded(halves(mode="CMYK"), icc_profile=srgb_profile())))


@pytest.mark.parametrize("profile", [srgb_profile(), lab_profile(), b"no profile at all" * 20])
def test_colour_profiles_are_applied_or_left_aside_and_never_kept(profile: bytes) -> None:
    made = render_picture(encoded(halves(), icc_profile=profile))
    assert shows_halves(made)
    assert "icc_profile" not in opened(made.jpeg).info


def test_sixteen_bits_of_grey_keep_their_middle() -> None:
    grey = Image.new("I;16", (600, 600), 32768)
    pixel = opened(render_picture(encoded(grey, "PNG")).jpeg).getpixel((300, 300))
    assert near(pixel, (127, 127, 127), by=3)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA"])
def test_every_mode_of_a_png_can_be_taken(mode: str) -> None:
    made = render_picture(encoded(halves(mode=mode), "PNG"))
    assert opened(made.jpeg).mode == "RGB"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_shown(kind: str) -> None:
    assert shows_halves(render_picture(animation(kind)))


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert render_picture(photo()).jpeg == render_picture(photo()).jpeg


def test_noise_is_made_small_enough_for_a_message() -> None:
    made = render_picture(encoded(noise(4000, 4000), quality=90))
    assert len(made.jpeg) <= LARGEST_JPEG
