//! The formatting of numbers against texts that CPython 3.15 gave.

use super::spec::{Align, FormatError, Spec, parse};
use super::{complex, decimal, float, int};

fn spec(text: &str, default_type: char, type_name: &str) -> Result<Spec, FormatError> {
    let chars: Vec<char> = text.chars().collect();
    parse(chars.len(), |i| chars[i] as u32, Align::Right, default_type, type_name)
}
fn shown(result: Result<super::number::Padded, FormatError>) -> String {
    match result {
        Ok(padded) => padded.into_string().expect("the fill is a character"),
        Err(FormatError::Value(text)) => text,
        Err(FormatError::Overflow(text)) => text.to_owned(),
    }
}

#[test]
fn floats() {
    let rows: &[(f64, &str, &str)] = &[
        (-1234567.1234567, "", "-1234567.1234567"),
        (-1234567.1234567, ".3", "-1.23e+06"),
        (-1234567.1234567, "g", "-1.23457e+06"),
        (-1234567.1234567, "#g", "-1.23457e+06"),
        (-1234567.1234567, ".2f", "-1234567.12"),
        (-1234567.1234567, "+010,.1f", "-1,234,567.1"),
        (-1234567.1234567, "z.1f", "-1234567.1"),
        (-1234567.1234567, "_", "-1_234_567.1234567"),
        (-1234567.1234567, ".7,f", "-1234567.123,456,7"),
        (-1234567.1234567, "e", "-1.234567e+06"),
        (-1234567.1234567, "%", "-123456712.345670%"),
        (-1234567.1234567, "é^20", "éé-1234567.1234567éé"),
        (0.0, "", "0.0"),
        (0.0, ".3", "0.0"),
        (0.0, "g", "0"),
        (0.0, "#g", "0.00000"),
        (0.0, ".2f", "0.00"),
        (0.0, "+010,.1f", "+000,000.0"),
        (0.0, "z.1f", "0.0"),
        (0.0, "_", "0.0"),
        (0.0, ".7,f", "0.000,000,0"),
        (0.0, "e", "0.000000e+00"),
        (0.0, "%", "0.000000%"),
        (0.0, "é^20", "éééééééé0.0ééééééééé"),
        (-0.04, "", "-0.04"),
        (-0.04, ".3", "-0.04"),
        (-0.04, "g", "-0.04"),
        (-0.04, "#g", "-0.0400000"),
        (-0.04, ".2f", "-0.04"),
        (-0.04, "+010,.1f", "-000,000.0"),
        (-0.04, "z.1f", "0.0"),
        (-0.04, "_", "-0.04"),
        (-0.04, ".7,f", "-0.040,000,0"),
        (-0.04, "e", "-4.000000e-02"),
        (-0.04, "%", "-4.000000%"),
        (-0.04, "é^20", "ééééééé-0.04éééééééé"),
        (1e+16, "", "1e+16"),
        (1e+16, ".3", "1e+16"),
        (1e+16, "g", "1e+16"),
        (1e+16, "#g", "1.00000e+16"),
        (1e+16, ".2f", "10000000000000000.00"),
        (1e+16, "+010,.1f", "+10,000,000,000,000,000.0"),
        (1e+16, "z.1f", "10000000000000000.0"),
        (1e+16, "_", "1e+16"),
        (1e+16, ".7,f", "10000000000000000.000,000,0"),
        (1e+16, "e", "1.000000e+16"),
        (1e+16, "%", "1000000000000000000.000000%"),
        (1e+16, "é^20", "ééééééé1e+16éééééééé"),
        (2.5, "", "2.5"),
        (2.5, ".3", "2.5"),
        (2.5, "g", "2.5"),
        (2.5, "#g", "2.50000"),
        (2.5, ".2f", "2.50"),
        (2.5, "+010,.1f", "+000,002.5"),
        (2.5, "z.1f", "2.5"),
        (2.5, "_", "2.5"),
        (2.5, ".7,f", "2.500,000,0"),
        (2.5, "e", "2.500000e+00"),
        (2.5, "%", "250.000000%"),
        (2.5, "é^20", "éééééééé2.5ééééééééé"),
        (f64::INFINITY, "", "inf"),
        (f64::INFINITY, ".3", "inf"),
        (f64::INFINITY, "g", "inf"),
        (f64::INFINITY, "#g", "inf"),
        (f64::INFINITY, ".2f", "inf"),
        (f64::INFINITY, "+010,.1f", "+000000inf"),
        (f64::INFINITY, "z.1f", "inf"),
        (f64::INFINITY, "_", "inf"),
        (f64::INFINITY, ".7,f", "inf"),
        (f64::INFINITY, "e", "inf"),
        (f64::INFINITY, "%", "inf%"),
        (f64::INFINITY, "é^20", "ééééééééinfééééééééé"),
        (f64::NAN, "", "nan"),
        (f64::NAN, ".3", "nan"),
        (f64::NAN, "g", "nan"),
        (f64::NAN, "#g", "nan"),
        (f64::NAN, ".2f", "nan"),
        (f64::NAN, "+010,.1f", "+000000nan"),
        (f64::NAN, "z.1f", "nan"),
        (f64::NAN, "_", "nan"),
        (f64::NAN, ".7,f", "nan"),
        (f64::NAN, "e", "nan"),
        (f64::NAN, "%", "nan%"),
        (f64::NAN, "é^20", "éééééééénanééééééééé"),
        (5e-324, "", "5e-324"),
        (5e-324, ".3", "4.94e-324"),
        (5e-324, "g", "4.94066e-324"),
        (5e-324, "#g", "4.94066e-324"),
        (5e-324, ".2f", "0.00"),
        (5e-324, "+010,.1f", "+000,000.0"),
        (5e-324, "z.1f", "0.0"),
        (5e-324, "_", "5e-324"),
        (5e-324, ".7,f", "0.000,000,0"),
        (5e-324, "e", "4.940656e-324"),
        (5e-324, "%", "0.000000%"),
        (5e-324, "é^20", "ééééééé5e-324ééééééé"),
    ];
    for (x, text, expected) in rows {
        let got = shown(spec(text, 'g', "float").and_then(|s| float::format_float_spec(*x, &s, "float")));
        assert_eq!(&got, expected, "format({x}, {text:?})");
    }
}

#[test]
fn integers() {
    let rows: &[(i64, &str, &str)] = &[
        (0, "", "0"),
        (0, "d", "0"),
        (0, "x", "0"),
        (0, "#X", "0X0"),
        (0, "_b", "0"),
        (0, "08,", "0,000,000"),
        (0, "+", "+0"),
        (0, "e", "0.000000e+00"),
        (0, "=#12x", "0x         0"),
        (0, ".3", "Precision not allowed in integer format specifier"),
        (0, "q", "Unknown format code 'q' for object of type 'int'"),
        (0, "é<9", "0éééééééé"),
        (-5, "", "-5"),
        (-5, "d", "-5"),
        (-5, "x", "-5"),
        (-5, "#X", "-0X5"),
        (-5, "_b", "-101"),
        (-5, "08,", "-000,005"),
        (-5, "+", "-5"),
        (-5, "e", "-5.000000e+00"),
        (-5, "=#12x", "-0x        5"),
        (-5, ".3", "Precision not allowed in integer format specifier"),
        (-5, "q", "Unknown format code 'q' for object of type 'int'"),
        (-5, "é<9", "-5ééééééé"),
        (1234567, "", "1234567"),
        (1234567, "d", "1234567"),
        (1234567, "x", "12d687"),
        (1234567, "#X", "0X12D687"),
        (1234567, "_b", "1_0010_1101_0110_1000_0111"),
        (1234567, "08,", "1,234,567"),
        (1234567, "+", "+1234567"),
        (1234567, "e", "1.234567e+06"),
        (1234567, "=#12x", "0x    12d687"),
        (1234567, ".3", "Precision not allowed in integer format specifier"),
        (1234567, "q", "Unknown format code 'q' for object of type 'int'"),
        (1234567, "é<9", "1234567éé"),
        (-2305843009213693952, "", "-2305843009213693952"),
        (-2305843009213693952, "d", "-2305843009213693952"),
        (-2305843009213693952, "x", "-2000000000000000"),
        (-2305843009213693952, "#X", "-0X2000000000000000"),
        (-2305843009213693952, "_b", "-10_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000"),
        (-2305843009213693952, "08,", "-2,305,843,009,213,693,952"),
        (-2305843009213693952, "+", "-2305843009213693952"),
        (-2305843009213693952, "e", "-2.305843e+18"),
        (-2305843009213693952, "=#12x", "-0x2000000000000000"),
        (-2305843009213693952, ".3", "Precision not allowed in integer format specifier"),
        (-2305843009213693952, "q", "Unknown format code 'q' for object of type 'int'"),
        (-2305843009213693952, "é<9", "-2305843009213693952"),
    ];
    for (i, text, expected) in rows {
        let got = shown(spec(text, 'd', "int").and_then(|s| int::format_int_spec(int::Int::Small(*i), &s, "int")));
        assert_eq!(&got, expected, "format({i}, {text:?})");
    }
}

#[test]
fn complexes() {
    let rows: &[(f64, f64, &str, &str)] = &[
        (1.0, -2.0, "", "(1-2j)"),
        (1.0, -2.0, "f", "1.000000-2.000000j"),
        (1.0, -2.0, ".2", "(1-2j)"),
        (1.0, -2.0, "+", "(+1-2j)"),
        (1.0, -2.0, ">30", "                        (1-2j)"),
        (1.0, -2.0, "010", "Zero padding is not allowed in complex format specifier"),
        (1.0, -2.0, "=5", "'=' alignment flag is not allowed in complex format specifier"),
        (1.0, -2.0, "%", "Unknown format code '%' for object of type 'complex'"),
        (1.0, -2.0, ",", "(1-2j)"),
        (0.0, 1.0, "", "1j"),
        (0.0, 1.0, "f", "0.000000+1.000000j"),
        (0.0, 1.0, ".2", "1j"),
        (0.0, 1.0, "+", "+1j"),
        (0.0, 1.0, ">30", "                            1j"),
        (0.0, 1.0, "010", "Zero padding is not allowed in complex format specifier"),
        (0.0, 1.0, "=5", "'=' alignment flag is not allowed in complex format specifier"),
        (0.0, 1.0, "%", "Unknown format code '%' for object of type 'complex'"),
        (0.0, 1.0, ",", "1j"),
        (-0.0, f64::INFINITY, "", "(-0+infj)"),
        (-0.0, f64::INFINITY, "f", "-0.000000+infj"),
        (-0.0, f64::INFINITY, ".2", "(-0+infj)"),
        (-0.0, f64::INFINITY, "+", "(-0+infj)"),
        (-0.0, f64::INFINITY, ">30", "                     (-0+infj)"),
        (-0.0, f64::INFINITY, "010", "Zero padding is not allowed in complex format specifier"),
        (-0.0, f64::INFINITY, "=5", "'=' alignment flag is not allowed in complex format specifier"),
        (-0.0, f64::INFINITY, "%", "Unknown format code '%' for object of type 'complex'"),
        (-0.0, f64::INFINITY, ",", "(-0+infj)"),
    ];
    for (re, im, text, expected) in rows {
        let got = shown(spec(text, 'g', "complex").and_then(|s| complex::format_complex_spec(*re, *im, &s)));
        assert_eq!(&got, expected, "format({re}+{im}j, {text:?})");
    }
}

#[test]
fn reprs() {
    let rows: &[(f64, &str, &str)] = &[
        (0.0, "0.0", "0x0.0p+0"),
        (-0.0, "-0.0", "-0x0.0p+0"),
        (1.0, "1.0", "0x1.0000000000000p+0"),
        (0.1, "0.1", "0x1.999999999999ap-4"),
        (1e+16, "1e+16", "0x1.1c37937e08000p+53"),
        (1000000000000000.0, "1000000000000000.0", "0x1.c6bf526340000p+49"),
        (1.2345678901234568e+17, "1.2345678901234568e+17", "0x1.b69b4ba630f35p+56"),
        (0.0001, "0.0001", "0x1.a36e2eb1c432dp-14"),
        (1e-05, "1e-05", "0x1.4f8b588e368f1p-17"),
        (5e-324, "5e-324", "0x0.0000000000001p-1022"),
        (1.7976931348623157e+308, "1.7976931348623157e+308", "0x1.fffffffffffffp+1023"),
        (f64::INFINITY, "inf", "inf"),
        (f64::NAN, "nan", "nan"),
        (-2.5e-07, "-2.5e-07", "-0x1.0c6f7a0b5ed8dp-22"),
    ];
    for (x, repr, hex) in rows {
        assert_eq!(&float::float_repr(*x), repr);
        assert_eq!(&float::float_hex(*x), hex);
        if !x.is_nan() {
            assert_eq!(float::float_fromhex(hex), Ok(*x));
            assert_eq!(float::parse_float(repr), Some(*x));
        }
    }
}

#[test]
fn rounding() {
    let rows: &[(f64, i64, f64)] = &[
        (2.5, 0, 2.0),
        (3.5, 0, 4.0),
        (2.675, 2, 2.67),
        (0.125, 2, 0.12),
        (1234.5, -2, 1200.0),
        (1250.0, -2, 1200.0),
        (1350.0, -2, 1400.0),
        (1e+300, -300, 1e+300),
        (5e-324, 400, 5e-324),
        (1.5, -400, 0.0),
        (15.0, -1, 20.0),
        (25.0, -1, 20.0),
    ];
    for (x, n, expected) in rows {
        assert_eq!(decimal::round(*x, *n), Some(*expected), "round({x}, {n})");
    }
    assert_eq!(decimal::round(1.7976931348623157e308, -308), None);
}

#[test]
fn texts_that_are_no_floats() {
    for text in ["", "_1", "1_", "1__0", "1_e1", "e5", ".", "0x1", "infin", "1 2", "+-1"] {
        assert_eq!(float::parse_float(text), None, "{text:?}");
    }
    assert_eq!(float::parse_float(" 1_0.5e-1\n"), Some(1.05));
}
