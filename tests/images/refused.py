"""What tests of rendering share: a drawing that is no picture, and the sentence of a refusal."""

import pytest

from shop.images.rendering import ImageRefused, render_picture

SVG = b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg' width='600' height='600'><rect/></svg>"


def refusal(data: bytes) -> str:
    with pytest.raises(ImageRefused) as refused:
        render_picture(data)
    return str(refused.value)
