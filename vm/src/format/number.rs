//! Putting formatted numbers together: sign, prefix, grouped digits, fraction, padding.

use super::spec::{Align, Grouping, Spec};

/// The parts of a number before padding. `digits` is what separators group; `rest` follows it unchanged.
#[derive(Default, Debug)]
pub struct Parts<'a> {
    pub negative: bool,
    /// `0x` and the like.
    pub prefix: &'static str,
    pub digits: &'a str,
    pub rest: &'a str,
    /// Digits between separators.
    pub group: usize,
}

/// A text with its padding worked out: `left` fills, `head`, `middle` fills, `body`, `right` fills.
#[derive(Default, PartialEq, Eq, Debug)]
pub struct Padded {
    pub fill: u32,
    pub left: usize,
    pub head: String,
    pub middle: usize,
    pub body: String,
    pub right: usize,
}

impl Padded {
    /// The whole as one string, when the fill is a character (a lone surrogate is not).
    pub fn into_string(self) -> Option<String> {
        if self.left == 0 && self.head.is_empty() && self.middle == 0 && self.right == 0 {
            return Some(self.body);
        }
        let fill = char::from_u32(self.fill)?;
        let mut s = String::with_capacity(self.left + self.head.len() + self.middle + self.body.len() + self.right);
        s.extend(std::iter::repeat_n(fill, self.left));
        s.push_str(&self.head);
        s.extend(std::iter::repeat_n(fill, self.middle));
        s.push_str(&self.body);
        s.extend(std::iter::repeat_n(fill, self.right));
        Some(s)
    }
}

/// Fills on both sides of a text of `len` code points.
pub fn sides(len: usize, width: usize, align: Align) -> (usize, usize) {
    let pad = width.saturating_sub(len);
    match align {
        Align::Left => (0, pad),
        Align::Right | Align::AfterSign => (pad, 0),
        Align::Center => (pad / 2, pad - pad / 2),
    }
}

/// The digits with separators counted from the right, zero-filled to `min_width` characters.
pub fn group_integer(digits: &str, separator: Option<char>, group: usize, min_width: usize) -> String {
    let Some(separator) = separator else {
        let zeros = min_width.saturating_sub(digits.len());
        let mut s = String::with_capacity(zeros + digits.len());
        s.extend(std::iter::repeat_n('0', zeros));
        s.push_str(digits);
        return s;
    };
    let mut reversed = Vec::with_capacity(digits.len() + digits.len() / group + 1);
    let mut left = digits.as_bytes();
    let mut width = min_width as isize;
    loop {
        let size = (left.len() as isize).max(width).max(1).min(group as isize) as usize;
        let take = size.min(left.len());
        reversed.extend(left[left.len() - take..].iter().rev());
        reversed.extend(std::iter::repeat_n(b'0', size - take));
        left = &left[..left.len() - take];
        width -= size as isize;
        if left.is_empty() && width <= 0 {
            break;
        }
        reversed.push(separator as u8);
        width -= 1;
    }
    reversed.reverse();
    String::from_utf8(reversed).expect("digits and separators are ASCII")
}

/// A fraction's digits with separators counted from the left.
pub fn group_fraction(digits: &str, separator: Grouping) -> String {
    let mut s = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && i % 3 == 0 {
            s.push(separator.char());
        }
        s.push(c);
    }
    s
}

/// Applies sign, separators and padding.
pub fn assemble(spec: &Spec, parts: Parts) -> Padded {
    let mut head = String::new();
    match spec.sign {
        _ if parts.negative => head.push('-'),
        0 | b'-' => {}
        sign => head.push(sign as char),
    }
    head.push_str(parts.prefix);
    let zero_fill = spec.fill == '0' as u32 && spec.align == Align::AfterSign && !parts.digits.is_empty();
    let min_width = if zero_fill { spec.width.saturating_sub(head.len() + parts.rest.len()) } else { 0 };
    let separator = spec.grouping.map(Grouping::char);
    let mut body = if separator.is_none() && min_width <= parts.digits.len() {
        parts.digits.to_owned()
    } else if parts.digits.is_empty() {
        String::new()
    } else {
        group_integer(parts.digits, separator, parts.group, min_width)
    };
    body.push_str(parts.rest);
    let len = head.len() + body.len();
    let (mut left, right) = sides(len, spec.width, spec.align);
    let mut middle = 0;
    if spec.align == Align::AfterSign {
        (left, middle) = (0, left);
    }
    Padded { fill: spec.fill, left, head, middle, body, right }
}
