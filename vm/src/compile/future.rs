//! `from __future__ import …`: where it may stand and what it turns on.

use pyish_parser::ast::*;

use super::{Result, Source};

const FEATURES: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Whether the module asks for annotations as text. Fails on unknown features and misplaced imports.
pub(super) fn scan(module: &Mod, source: &Source<'_>) -> Result<bool> {
    let (Mod::Module { body } | Mod::Interactive { body }) = module else {
        return Ok(false);
    };
    let mut annotations = false;
    let mut allowed = true;
    for (index, statement) in body.iter().enumerate() {
        match &statement.kind {
            StmtKind::ImportFrom { module: Some(from), names, level: 0, is_lazy } if from == "__future__" => {
                if *is_lazy {
                    let span = Span::new(statement.span.start, statement.span.start + 4);
                    return Err(source.error(span, "lazy from __future__ import is not allowed"));
                }
                if !allowed {
                    let message = "from __future__ imports must occur at the beginning of the file";
                    return Err(source.error(statement.span, message));
                }
                for alias in names {
                    annotations |= alias.name == "annotations";
                    check(alias, source)?;
                }
            }
            StmtKind::Expr { value } if index == 0 && is_text(value) => {}
            _ => allowed = false,
        }
    }
    Ok(annotations)
}

fn is_text(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::Constant { value: Constant::Str(_), .. })
}

fn check(alias: &Alias, source: &Source<'_>) -> Result {
    if FEATURES.iter().any(|feature| alias.name == *feature) {
        return Ok(());
    }
    let message = match alias.name.as_str() {
        "braces" => "not a chance".to_owned(),
        name => format!("future feature {name} is not defined"),
    };
    Err(source.error(alias.span, message))
}
