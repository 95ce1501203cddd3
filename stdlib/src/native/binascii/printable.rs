//! Quoted-printable.

use super::{argument, ascii_argument, bytes};
use pyish_vm::value::Value;
use pyish_vm::{PyResult, Vm};

/// Longest line, with its soft break.
const LINE: usize = 76;

pub(super) fn a2b_qp(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let text = ascii_argument(vm, args[0])?;
    let header = vm.truthy(args[1])?;
    let digit = |b: Option<&u8>| b.and_then(|&b| (b as char).to_digit(16));
    let mut out = Vec::with_capacity(text.len());
    let mut i = 0;
    while i < text.len() {
        match text[i] {
            b'=' => match (text.get(i + 1), digit(text.get(i + 1)), digit(text.get(i + 2))) {
                (None, ..) => i += 1,
                (Some(b'\n'), ..) => i += 2,
                (Some(b'\r'), ..) => {
                    // A soft break: everything to the end of the line goes.
                    i = text[i..].iter().position(|&b| b == b'\n').map_or(text.len(), |n| i + n + 1);
                }
                (Some(b'='), ..) => {
                    out.push(b'=');
                    i += 2;
                }
                (_, Some(high), Some(low)) => {
                    out.push((high << 4 | low) as u8);
                    i += 3;
                }
                _ => {
                    out.push(b'=');
                    i += 1;
                }
            },
            b'_' if header => {
                out.push(b' ');
                i += 1;
            }
            b => {
                out.push(b);
                i += 1;
            }
        }
    }
    bytes(vm, &out)
}

pub(super) fn b2a_qp(vm: &Vm, args: &[Value]) -> PyResult<Value> {
    let data = argument(vm, args[0])?;
    let (quote_tabs, is_text, header) = (vm.truthy(args[1])?, vm.truthy(args[2])?, vm.truthy(args[3])?);
    // The kind of line end is that of the first line.
    let crlf = memchr_newline(&data).is_some_and(|i| i > 0 && data[i - 1] == b'\r');
    let mut out = Vec::with_capacity(data.len() * 2);
    let mut line = 0;
    let mut i = 0;
    let soft_break = |out: &mut Vec<u8>| out.extend(if crlf { &b"=\r\n"[..] } else { b"=\n" });
    while i < data.len() {
        let b = data[i];
        let next = data.get(i + 1).copied();
        if is_text && (b == b'\n' || b == b'\r' && next == Some(b'\n')) {
            if let Some(&last @ (b' ' | b'\t')) = out.last() {
                out.pop();
                out.extend(format!("={last:02X}").bytes());
            }
            out.extend(if crlf { &b"\r\n"[..] } else { b"\n" });
            i += if b == b'\r' { 2 } else { 1 };
            line = 0;
            continue;
        }
        let at_end = next.is_none();
        let quoted = b > 126
            || b == b'='
            || header && b == b'_'
            || b == b'.' && line == 0 && (at_end || matches!(next, Some(b'\n' | b'\r' | 0)))
            || !is_text && matches!(b, b'\r' | b'\n')
            || matches!(b, b'\t' | b' ') && (at_end || quote_tabs && !(header && b == b' '))
            || b < 33 && !matches!(b, b'\r' | b'\n' | b'\t' | b' ')
            || b == b'\r' && is_text;
        let width = if quoted { 3 } else { 1 };
        let line_ends = matches!(next, None | Some(b'\n')) && !quoted;
        if line + width >= LINE && !(line_ends && line + width == LINE) {
            soft_break(&mut out);
            line = 0;
        }
        if quoted {
            out.extend(format!("={b:02X}").bytes());
        } else {
            out.push(if header && b == b' ' { b'_' } else { b });
        }
        line += width;
        i += 1;
    }
    bytes(vm, &out)
}
fn memchr_newline(data: &[u8]) -> Option<usize> {
    data.iter().position(|&b| b == b'\n')
}
