// A picture made on the spot, for those who have none at hand.
const SIZE = 480;

/** A JPEG file: a still life in a few shapes. */
export function samplePicture() {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE });
  const pen = canvas.getContext("2d");
  const hue = Math.floor(Math.random() * 360);
  fill(pen, `hsl(${hue} 35% 86%)`, () => pen.rect(0, 0, SIZE, SIZE));
  fill(pen, `hsl(${hue} 30% 72%)`, () => pen.rect(0, 330, SIZE, 150));
  fill(pen, `hsl(${(hue + 150) % 360} 40% 45%)`, () => pen.ellipse(200, 290, 85, 105, 0, 0, 7));
  fill(pen, `hsl(${(hue + 150) % 360} 40% 35%)`, () => pen.rect(165, 150, 70, 50));
  fill(pen, `hsl(${(hue + 30) % 360} 70% 58%)`, () => pen.arc(335, 335, 58, 0, 7));
  return new Promise((done) =>
    canvas.toBlob((blob) => done(new File([blob], "photo.jpg", { type: "image/jpeg" })), "image/jpeg", 0.85),
  );
}

function fill(pen, colour, shape) {
  pen.fillStyle = colour;
  pen.beginPath();
  shape();
  pen.fill();
}
