//! Colors, and whether text in them can be read (WCAG 2.2, success criterion 1.4.3).

/// A color without transparency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

/// The smallest contrast of text (WCAG level AA).
pub const TEXT_CONTRAST: f64 = 4.5;

impl Color {
    /// Parses `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// The relative luminance: 0 is black, 1 is white.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast with another color: 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap()
    }

    #[test]
    fn only_six_digits_are_a_color() {
        assert_eq!(color("#8a5F06"), Color([0x8a, 0x5f, 0x06]));
        for text in [
            "",
            "#",
            "855f06",
            "#855f0",
            "#855f066",
            "#85 f06",
            "#+55f06",
            "red",
            "#é5f06",
            "#fff",
            "#855f06;}",
        ] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let contrast = |one, other| color(one).contrast(color(other));
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
        assert!((contrast("#ffffff", "#ffffff") - 1.0).abs() < 0.01);
        // Known pairs: the darkest gray that fails on white, and the lightest that passes.
        assert!(contrast("#777777", "#ffffff") < TEXT_CONTRAST);
        assert!(contrast("#767676", "#ffffff") >= TEXT_CONTRAST);
    }
}
