//! Decodes an uploaded picture and re-encodes it as PNG.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};

/// The maximum width and height of an uploaded picture, in pixels.
const MOST_PIXELS: u32 = 2048;
/// The memory that decoding may take, in bytes.
const MOST_MEMORY: u64 = 64 * 1024 * 1024;
/// The maximum size of a stored picture: more than twice the size on the screen, for high-resolution screens.
const SHOWN: (u32, u32) = (480, 96);
/// The maximum size of a stored picture, in bytes. Each email carries it, and an import can send a hundred
/// thousand of them. A quarter of the pixels is always smaller.
const MOST_STORED: usize = 64 * 1024;

/// Why a picture is refused. The message can be shown at a form field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum InvalidPicture {
    /// Neither PNG nor JPEG nor WebP. SVG can contain scripts, so it is not among them.
    #[error("Use a PNG, JPEG or WebP image")]
    Format,
    /// Wider or higher than allowed.
    #[error("Use an image of at most 2048 by 2048 pixels")]
    TooLarge,
    /// Damaged.
    #[error("This image cannot be read. Save it again in an image editor")]
    Damaged,
}

impl InvalidPicture {
    /// Stable code for the API.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Format => "unknown_format",
            Self::TooLarge => "too_large",
            Self::Damaged => "malformed",
        }
    }
}

/// Re-encodes a picture as PNG. Only its pixels are left: no metadata, no animation, no appended data.
///
/// # Errors
/// If it is not an allowed picture.
pub(super) fn redraw(uploaded: &[u8]) -> Result<Vec<u8>, InvalidPicture> {
    let format = image::guess_format(uploaded).map_err(|_| InvalidPicture::Format)?;
    if !matches!(
        format,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP
    ) {
        return Err(InvalidPicture::Format);
    }
    // From the header, before the pixels are allocated.
    let (width, height) = reader(uploaded, format)
        .into_dimensions()
        .map_err(|_| InvalidPicture::Damaged)?;
    if width.max(height) > MOST_PIXELS {
        return Err(InvalidPicture::TooLarge);
    }
    let picture = reader(uploaded, format)
        .decode()
        .map_err(|_| InvalidPicture::Damaged)?;
    let fits = width <= SHOWN.0 && height <= SHOWN.1;
    let picture = if fits {
        picture
    } else {
        picture.resize(SHOWN.0, SHOWN.1, FilterType::Lanczos3)
    };
    let mut picture = DynamicImage::ImageRgba8(picture.into_rgba8());
    loop {
        let png = encode(&picture)?;
        if png.len() <= MOST_STORED {
            return Ok(png);
        }
        let (width, height) = (picture.width() / 2, picture.height() / 2);
        picture = picture.resize(width, height, FilterType::Lanczos3);
    }
}

/// A reader with the limit, also for the header: a PNG can have a compressed color profile there, which is a
/// thousand times as large when it is read.
fn reader(uploaded: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(uploaded), format);
    reader.limits(limits);
    reader
}

fn encode(picture: &DynamicImage) -> Result<Vec<u8>, InvalidPicture> {
    let mut png = Cursor::new(Vec::new());
    picture
        .write_to(&mut png, ImageFormat::Png)
        .map_err(|_| InvalidPicture::Damaged)?;
    Ok(png.into_inner())
}

#[cfg(test)]
mod tests {
    use image::codecs::png::PngEncoder;
    use image::{ExtendedColorType, ImageDecoder, ImageEncoder, RgbaImage};

    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let pixels = RgbaImage::from_pixel(width, height, image::Rgba([29, 89, 147, 255]));
        let picture = DynamicImage::ImageRgba8(pixels);
        let picture = match format {
            ImageFormat::Jpeg => DynamicImage::ImageRgb8(picture.into_rgb8()),
            _ => picture,
        };
        let mut written = Cursor::new(Vec::new());
        picture.write_to(&mut written, format).unwrap();
        written.into_inner()
    }

    fn size(png: &[u8]) -> (u32, u32) {
        assert_eq!(image::guess_format(png).unwrap(), ImageFormat::Png);
        let read = image::load_from_memory(png).unwrap();
        (read.width(), read.height())
    }

    #[test]
    fn every_format_becomes_a_png_that_fits() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let small = redraw(&picture(40, 30, format)).unwrap();
            assert_eq!(size(&small), (40, 30), "{format:?}");
            let wide = redraw(&picture(960, 96, format)).unwrap();
            assert_eq!(size(&wide), (480, 48), "{format:?}");
        }
    }

    #[test]
    fn what_compresses_badly_is_scaled_down_further() {
        let mut noise = 1_u32;
        let pixels = RgbaImage::from_fn(SHOWN.0, SHOWN.1, |_, _| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgba(noise.to_be_bytes())
        });
        let uploaded = encode(&DynamicImage::ImageRgba8(pixels)).unwrap();
        assert!(uploaded.len() > MOST_STORED, "{}", uploaded.len());
        let stored = redraw(&uploaded).unwrap();
        assert!(stored.len() <= MOST_STORED, "{}", stored.len());
        assert_eq!(size(&stored), (SHOWN.0 / 2, SHOWN.1 / 2));
    }

    #[test]
    fn nothing_but_pixels_is_left() {
        let mut png = picture(4, 4, ImageFormat::Png);
        png.extend(b"<script>alert(1)</script>");
        let redrawn = redraw(&png).unwrap();
        assert!(!redrawn.windows(8).any(|part| part == b"<script>"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        let gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;";
        for other in [svg.as_slice(), gif.as_slice(), b"", b"BM"] {
            assert_eq!(redraw(other), Err(InvalidPicture::Format));
        }
        let large = picture(2049, 1, ImageFormat::Png);
        assert_eq!(redraw(&large), Err(InvalidPicture::TooLarge));
        let mut cut = picture(64, 64, ImageFormat::Png);
        cut.truncate(40);
        assert_eq!(redraw(&cut), Err(InvalidPicture::Damaged));
    }

    /// A file of a few bytes that claims to be a huge picture allocates nothing.
    #[test]
    fn a_bomb_does_not_explode() {
        let mut png = picture(1, 1, ImageFormat::Png);
        png[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
        assert!(redraw(&png).is_err());
    }
    /// Nor does one whose color profile becomes huge when it is decompressed.
    #[test]
    fn a_huge_color_profile_is_not_read() {
        let with_profile = |bytes: u64| {
            let mut png = Vec::new();
            let mut encoder = PngEncoder::new(&mut png);
            let profile = vec![0; usize::try_from(bytes).unwrap()];
            encoder.set_icc_profile(profile).unwrap();
            encoder
                .write_image(&[29, 89, 147, 255], 1, 1, ExtendedColorType::Rgba8)
                .unwrap();
            png
        };
        let is_read = |png: &[u8]| {
            let mut decoder = reader(png, ImageFormat::Png).into_decoder().unwrap();
            decoder.icc_profile().unwrap().is_some()
        };
        assert!(is_read(&with_profile(1000)));
        let bomb = with_profile(MOST_MEMORY + 1);
        assert!(bomb.len() < 256 * 1024, "{}", bomb.len());
        assert!(!is_read(&bomb));
        assert_eq!(size(&redraw(&bomb).unwrap()), (1, 1));
    }
}
