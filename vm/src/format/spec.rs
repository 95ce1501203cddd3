//! The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`.
//!
//! Owns parsing and the errors that concern the text of a specification; what a type makes of the parts is in its own file.

/// Why a format was refused: the text of a ValueError or OverflowError.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FormatError {
    Value(String),
    Overflow(&'static str),
}

pub(super) fn value_error<T>(text: impl Into<String>) -> Result<T, FormatError> {
    Err(FormatError::Value(text.into()))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
    Center,
    /// Padding between the sign and the digits.
    AfterSign,
}

impl Align {
    fn of(c: u32) -> Option<Align> {
        match char::from_u32(c)? {
            '<' => Some(Align::Left),
            '>' => Some(Align::Right),
            '^' => Some(Align::Center),
            '=' => Some(Align::AfterSign),
            _ => None,
        }
    }
}

/// A separator between groups of digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grouping {
    Comma,
    Underscore,
}

impl Grouping {
    pub fn char(self) -> char {
        match self {
            Grouping::Comma => ',',
            Grouping::Underscore => '_',
        }
    }
}

/// A parsed specification.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spec {
    pub fill: u32,
    pub align: Align,
    /// `+`, `-`, space, or 0 when not given.
    pub sign: u8,
    /// `z`: a zero that rounding made negative loses its sign.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    pub width: usize,
    pub grouping: Option<Grouping>,
    pub precision: Option<usize>,
    pub fraction_grouping: Option<Grouping>,
    /// The type letter, 0 when not given.
    pub ty: u32,
}

impl Spec {
    /// What an empty text means.
    pub const fn plain(align: Align) -> Spec {
        Spec {
            fill: ' ' as u32,
            align,
            sign: 0,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            fraction_grouping: None,
            ty: 0,
        }
    }
}

struct Cursor<F> {
    at: F,
    pos: usize,
    len: usize,
}

impl<F: Fn(usize) -> u32> Cursor<F> {
    fn peek(&self) -> u32 {
        if self.pos < self.len { (self.at)(self.pos) } else { u32::MAX }
    }
    fn eat(&mut self, c: char) -> bool {
        let hit = self.peek() == c as u32;
        self.pos += hit as usize;
        hit
    }
    fn number(&mut self) -> Result<Option<usize>, FormatError> {
        let start = self.pos;
        let mut n: usize = 0;
        while let Some(d) = char::from_u32(self.peek()).and_then(|c| c.to_digit(10)) {
            n = match n.checked_mul(10).and_then(|n| n.checked_add(d as usize)).filter(|&n| n <= isize::MAX as usize) {
                Some(n) => n,
                None => return value_error("Too many decimal digits in format string"),
            };
            self.pos += 1;
        }
        Ok(if self.pos > start { Some(n) } else { None })
    }
    fn grouping(&mut self) -> Result<Option<Grouping>, FormatError> {
        let mut found = None;
        if self.eat(',') {
            found = Some(Grouping::Comma);
        }
        if self.eat('_') {
            if found.is_some() {
                return value_error("Cannot specify both ',' and '_'.");
            }
            found = Some(Grouping::Underscore);
        }
        if found == Some(Grouping::Underscore) && self.peek() == ',' as u32 {
            return value_error("Cannot specify both ',' and '_'.");
        }
        Ok(found)
    }
}

/// A type letter as error messages show it.
pub(super) fn show_code(ty: u32) -> String {
    match ty {
        0x21..=0x7f => char::from_u32(ty).into_iter().collect(),
        _ => format!("\\x{ty:x}"),
    }
}

/// The error for a type letter that a type does not know.
pub(super) fn unknown_code<T>(ty: u32, type_name: &str) -> Result<T, FormatError> {
    value_error(format!("Unknown format code '{}' for object of type '{type_name}'", show_code(ty)))
}

/// Parses `len` code points given by `at`. `default_type` stands in messages for a missing type letter.
pub fn parse(
    len: usize,
    at: impl Fn(usize) -> u32,
    default_align: Align,
    default_type: char,
    type_name: &str,
) -> Result<Spec, FormatError> {
    let mut c = Cursor { at, pos: 0, len };
    let mut spec = Spec::plain(default_align);
    let (mut fill_given, mut align_given) = (false, false);
    if len >= 2
        && let Some(align) = Align::of((c.at)(1))
    {
        spec.fill = (c.at)(0);
        spec.align = align;
        (fill_given, align_given) = (true, true);
        c.pos = 2;
    } else if len >= 1
        && let Some(align) = Align::of((c.at)(0))
    {
        spec.align = align;
        align_given = true;
        c.pos = 1;
    }
    if let sign @ (0x20 | 0x2b | 0x2d) = c.peek() {
        spec.sign = sign as u8;
        c.pos += 1;
    }
    spec.no_negative_zero = c.eat('z');
    spec.alternate = c.eat('#');
    if !fill_given && c.eat('0') {
        spec.fill = '0' as u32;
        if !align_given && default_align == Align::Right {
            spec.align = Align::AfterSign;
        }
    }
    spec.width = c.number()?.unwrap_or(0);
    spec.grouping = c.grouping()?;
    if c.eat('.') {
        spec.precision = c.number()?;
        spec.fraction_grouping = c.grouping()?;
        if spec.precision.is_none() && spec.fraction_grouping.is_none() {
            return value_error("Format specifier missing precision");
        }
    }
    if len - c.pos > 1 {
        let text: String = (0..len).map(|i| char::from_u32((c.at)(i)).unwrap_or('\u{fffd}')).collect();
        return value_error(format!("Invalid format specifier '{text}' for object of type '{type_name}'"));
    }
    if c.pos < len {
        spec.ty = c.peek();
    }
    check_grouping(&spec, default_type)?;
    Ok(spec)
}

fn check_grouping(spec: &Spec, default_type: char) -> Result<(), FormatError> {
    let ty = char::from_u32(spec.ty).unwrap_or('\u{fffd}');
    let refused = |g: Grouping| {
        let code = if spec.ty == 0 { default_type.to_string() } else { show_code(spec.ty) };
        value_error(format!("Cannot specify '{}' with '{code}'.", g.char()))
    };
    // A string's default type takes no separators in its (absent) integer part.
    let plain = spec.ty == 0 && default_type != 's';
    if let Some(g) = spec.grouping {
        match ty {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' => {}
            'b' | 'o' | 'x' | 'X' if g == Grouping::Underscore => {}
            _ if plain => {}
            _ => return refused(g),
        }
    }
    if let Some(g) = spec.fraction_grouping
        && ty == 'n'
    {
        return refused(g);
    }
    Ok(())
}
