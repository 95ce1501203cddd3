//! A syntax tree as one line of text, in the notation of `dump_ast.py`, which prints CPython's.

use std::fmt::Write;

use pyish_parser::ast::*;

pub struct Dump {
    lines: LineIndex,
    out: String,
}

impl Dump {
    pub fn of(source: &str, module: &Mod) -> String {
        let mut dump = Dump { lines: LineIndex::new(source), out: String::new() };
        match module {
            Mod::Module { body } | Mod::Interactive { body } => dump.body(body),
            Mod::Expression { body } => dump.expr(body),
        }
        dump.out
    }

    fn open(&mut self, name: &str, span: Span) {
        let (a, b) = (self.lines.location(span.start), self.lines.location(span.end));
        let _ = write!(self.out, " ({name} {}:{}-{}:{}", a.lineno, a.col_offset, b.lineno, b.col_offset);
    }

    fn word(&mut self, word: &str) {
        self.out.push(' ');
        self.out.push_str(word);
    }

    fn close(&mut self) {
        self.out.push(')');
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Dump, &T)) {
        self.out.push_str(" [");
        for item in items {
            each(self, item);
        }
        self.out.push(']');
    }

    fn name(&mut self, name: Option<&Identifier>) {
        self.word(name.map_or("None", |name| name.as_str()));
    }

    fn optional(&mut self, e: Option<&Expr>) {
        match e {
            Some(e) => self.expr(e),
            None => self.word("None"),
        }
    }

    fn body(&mut self, body: &Body) {
        self.list(body, Dump::stmt);
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        self.list(exprs, Dump::expr);
    }

    fn names(&mut self, names: &[Identifier]) {
        self.list(names, |dump, name| dump.name(Some(name)));
    }

    fn constant(&mut self, value: &Constant) {
        let text = match value {
            Constant::None => "None".to_owned(),
            Constant::True => "True".to_owned(),
            Constant::False => "False".to_owned(),
            Constant::Ellipsis => "...".to_owned(),
            Constant::Int(IntLit::Small(value)) => format!("i{value}"),
            Constant::Int(IntLit::Big { .. }) => "ibig".to_owned(),
            Constant::Float(value) => format!("f{:016x}", value.to_bits()),
            Constant::Complex(value) => format!("j{:016x}", value.to_bits()),
            Constant::Str(text) => format!("s{}", hex(text.as_wtf8())),
            Constant::Bytes(bytes) => format!("b{}", hex(bytes)),
        };
        self.word(&text);
    }

    fn arguments(&mut self, args: &Arguments) {
        self.out.push_str(" (arguments");
        self.list(&args.posonlyargs, Dump::arg);
        self.list(&args.args, Dump::arg);
        match &args.vararg {
            Some(arg) => self.arg(arg),
            None => self.word("None"),
        }
        self.list(&args.kwonlyargs, Dump::arg);
        self.list(&args.kw_defaults, |dump, default| dump.optional(default.as_ref()));
        match &args.kwarg {
            Some(arg) => self.arg(arg),
            None => self.word("None"),
        }
        self.exprs(&args.defaults);
        self.close();
    }

    fn arg(&mut self, arg: &Arg) {
        self.open("arg", arg.span);
        self.name(Some(&arg.arg));
        self.optional(arg.annotation.as_ref());
        self.close();
    }

    fn keyword(&mut self, keyword: &Keyword) {
        self.open("keyword", keyword.span);
        self.name(keyword.arg.as_ref());
        self.expr(&keyword.value);
        self.close();
    }

    fn alias(&mut self, alias: &Alias) {
        self.open("alias", alias.span);
        self.name(Some(&alias.name));
        self.name(alias.asname.as_ref());
        self.close();
    }

    fn generators(&mut self, generators: &[Comprehension]) {
        self.list(generators, |dump, comprehension| {
            dump.out.push_str(" (comprehension");
            dump.expr(&comprehension.target);
            dump.expr(&comprehension.iter);
            dump.exprs(&comprehension.ifs);
            dump.word(if comprehension.is_async { "1" } else { "0" });
            dump.close();
        });
    }

    fn type_param(&mut self, parameter: &TypeParam) {
        match &parameter.kind {
            TypeParamKind::TypeVar { name, bound, default_value } => {
                self.open("TypeVar", parameter.span);
                self.name(Some(name));
                self.optional(bound.as_ref());
                self.optional(default_value.as_ref());
            }
            TypeParamKind::ParamSpec { name, default_value } => {
                self.open("ParamSpec", parameter.span);
                self.name(Some(name));
                self.optional(default_value.as_ref());
            }
            TypeParamKind::TypeVarTuple { name, default_value } => {
                self.open("TypeVarTuple", parameter.span);
                self.name(Some(name));
                self.optional(default_value.as_ref());
            }
        }
        self.close();
    }

    fn pattern(&mut self, pattern: &Pattern) {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::MatchValue { value } => {
                self.open("MatchValue", span);
                self.expr(value);
            }
            PatternKind::MatchSingleton { value } => {
                self.open("MatchSingleton", span);
                self.constant(value);
            }
            PatternKind::MatchSequence { patterns } => {
                self.open("MatchSequence", span);
                self.list(patterns, Dump::pattern);
            }
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.open("MatchMapping", span);
                self.exprs(keys);
                self.list(patterns, Dump::pattern);
                self.name(rest.as_ref());
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.open("MatchClass", span);
                self.expr(cls);
                self.list(patterns, Dump::pattern);
                self.names(kwd_attrs);
                self.list(kwd_patterns, Dump::pattern);
            }
            PatternKind::MatchStar { name } => {
                self.open("MatchStar", span);
                self.name(name.as_ref());
            }
            PatternKind::MatchAs { pattern, name } => {
                self.open("MatchAs", span);
                match pattern {
                    Some(pattern) => self.pattern(pattern),
                    None => self.word("None"),
                }
                self.name(name.as_ref());
            }
            PatternKind::MatchOr { patterns } => {
                self.open("MatchOr", span);
                self.list(patterns, Dump::pattern);
            }
        }
        self.close();
    }

    fn function(&mut self, name: &str, span: Span, node: &FunctionDef) {
        self.open(name, span);
        self.name(Some(&node.name));
        self.arguments(&node.args);
        self.body(&node.body);
        self.exprs(&node.decorator_list);
        self.optional(node.returns.as_ref());
        self.list(&node.type_params, Dump::type_param);
    }

    fn loop_over(&mut self, name: &str, span: Span, node: &For) {
        self.open(name, span);
        self.expr(&node.target);
        self.expr(&node.iter);
        self.body(&node.body);
        self.body(&node.orelse);
    }

    fn with(&mut self, name: &str, span: Span, items: &[WithItem], body: &Body) {
        self.open(name, span);
        self.list(items, |dump, item| {
            dump.out.push_str(" (withitem");
            dump.expr(&item.context_expr);
            dump.optional(item.optional_vars.as_ref());
            dump.close();
        });
        self.body(body);
    }

    fn guarded(&mut self, name: &str, span: Span, node: &Try) {
        self.open(name, span);
        self.body(&node.body);
        self.list(&node.handlers, |dump, handler| {
            dump.open("ExceptHandler", handler.span);
            dump.optional(handler.typ.as_ref());
            dump.name(handler.name.as_ref());
            dump.body(&handler.body);
            dump.close();
        });
        self.body(&node.orelse);
        self.body(&node.finalbody);
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::FunctionDef(node) => self.function("FunctionDef", span, node),
            StmtKind::AsyncFunctionDef(node) => self.function("AsyncFunctionDef", span, node),
            StmtKind::ClassDef(node) => {
                self.open("ClassDef", span);
                self.name(Some(&node.name));
                self.exprs(&node.bases);
                self.list(&node.keywords, Dump::keyword);
                self.body(&node.body);
                self.exprs(&node.decorator_list);
                self.list(&node.type_params, Dump::type_param);
            }
            StmtKind::Return { value } => {
                self.open("Return", span);
                self.optional(value.as_deref());
            }
            StmtKind::Delete { targets } => {
                self.open("Delete", span);
                self.exprs(targets);
            }
            StmtKind::Assign { targets, value } => {
                self.open("Assign", span);
                self.exprs(targets);
                self.expr(value);
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.open("TypeAlias", span);
                self.expr(name);
                self.list(type_params, Dump::type_param);
                self.expr(value);
            }
            StmtKind::AugAssign { target, op, value } => {
                self.open("AugAssign", span);
                self.expr(target);
                self.word(&format!("{op:?}"));
                self.expr(value);
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.open("AnnAssign", span);
                self.expr(target);
                self.expr(annotation);
                self.optional(value.as_deref());
                self.word(if *simple { "1" } else { "0" });
            }
            StmtKind::For(node) => self.loop_over("For", span, node),
            StmtKind::AsyncFor(node) => self.loop_over("AsyncFor", span, node),
            StmtKind::While { test, body, orelse } => {
                self.open("While", span);
                self.expr(test);
                self.body(body);
                self.body(orelse);
            }
            StmtKind::If { test, body, orelse } => {
                self.open("If", span);
                self.expr(test);
                self.body(body);
                self.body(orelse);
            }
            StmtKind::With { items, body } => self.with("With", span, items, body),
            StmtKind::AsyncWith { items, body } => self.with("AsyncWith", span, items, body),
            StmtKind::Match { subject, cases } => {
                self.open("Match", span);
                self.expr(subject);
                self.list(cases, |dump, case| {
                    dump.out.push_str(" (match_case");
                    dump.pattern(&case.pattern);
                    dump.optional(case.guard.as_ref());
                    dump.body(&case.body);
                    dump.close();
                });
            }
            StmtKind::Raise { exc, cause } => {
                self.open("Raise", span);
                self.optional(exc.as_deref());
                self.optional(cause.as_deref());
            }
            StmtKind::Try(node) => self.guarded("Try", span, node),
            StmtKind::TryStar(node) => self.guarded("TryStar", span, node),
            StmtKind::Assert { test, msg } => {
                self.open("Assert", span);
                self.expr(test);
                self.optional(msg.as_deref());
            }
            StmtKind::Import { names, is_lazy } => {
                self.open("Import", span);
                self.list(names, Dump::alias);
                self.word(if *is_lazy { "1" } else { "0" });
            }
            StmtKind::ImportFrom { module, names, level, is_lazy } => {
                self.open("ImportFrom", span);
                self.name(module.as_ref());
                self.list(names, Dump::alias);
                self.word(&level.to_string());
                self.word(if *is_lazy { "1" } else { "0" });
            }
            StmtKind::Global { names } => {
                self.open("Global", span);
                self.names(names);
            }
            StmtKind::Nonlocal { names } => {
                self.open("Nonlocal", span);
                self.names(names);
            }
            StmtKind::Expr { value } => {
                self.open("Expr", span);
                self.expr(value);
            }
            StmtKind::Pass => self.open("Pass", span),
            StmtKind::Break => self.open("Break", span),
            StmtKind::Continue => self.open("Continue", span),
        }
        self.close();
    }

    fn comprehension(&mut self, name: &str, span: Span, elt: &Expr, generators: &[Comprehension]) {
        self.open(name, span);
        self.expr(elt);
        self.generators(generators);
    }

    fn expr(&mut self, e: &Expr) {
        let span = e.span;
        match &e.kind {
            ExprKind::BoolOp { op, values } => {
                self.open("BoolOp", span);
                self.word(&format!("{op:?}"));
                self.exprs(values);
            }
            ExprKind::NamedExpr { target, value } => {
                self.open("NamedExpr", span);
                self.expr(target);
                self.expr(value);
            }
            ExprKind::BinOp { left, op, right } => {
                self.open("BinOp", span);
                self.expr(left);
                self.word(&format!("{op:?}"));
                self.expr(right);
            }
            ExprKind::UnaryOp { op, operand } => {
                self.open("UnaryOp", span);
                self.word(&format!("{op:?}"));
                self.expr(operand);
            }
            ExprKind::Lambda { args, body } => {
                self.open("Lambda", span);
                self.arguments(args);
                self.expr(body);
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.open("IfExp", span);
                self.expr(test);
                self.expr(body);
                self.expr(orelse);
            }
            ExprKind::Dict { keys, values } => {
                self.open("Dict", span);
                self.list(keys, |dump, key| dump.optional(key.as_ref()));
                self.exprs(values);
            }
            ExprKind::Set { elts } => {
                self.open("Set", span);
                self.exprs(elts);
            }
            ExprKind::ListComp { elt, generators } => self.comprehension("ListComp", span, elt, generators),
            ExprKind::SetComp { elt, generators } => self.comprehension("SetComp", span, elt, generators),
            ExprKind::GeneratorExp { elt, generators } => self.comprehension("GeneratorExp", span, elt, generators),
            ExprKind::DictComp { key, value, generators } => {
                self.open("DictComp", span);
                self.expr(key);
                self.optional(value.as_deref());
                self.generators(generators);
            }
            ExprKind::Await { value } => {
                self.open("Await", span);
                self.expr(value);
            }
            ExprKind::Yield { value } => {
                self.open("Yield", span);
                self.optional(value.as_deref());
            }
            ExprKind::YieldFrom { value } => {
                self.open("YieldFrom", span);
                self.expr(value);
            }
            ExprKind::Compare { left, ops, comparators } => {
                self.open("Compare", span);
                self.expr(left);
                self.list(ops, |dump, op| dump.word(&format!("{op:?}")));
                self.exprs(comparators);
            }
            ExprKind::Call { func, args, keywords } => {
                self.open("Call", span);
                self.expr(func);
                self.exprs(args);
                self.list(keywords, Dump::keyword);
            }
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.open("FormattedValue", span);
                self.expr(value);
                self.word(&conversion.code().to_string());
                self.optional(format_spec.as_deref());
            }
            ExprKind::Interpolation { value, text, conversion, format_spec } => {
                self.open("Interpolation", span);
                self.expr(value);
                self.constant(&Constant::Str(text.clone()));
                self.word(&conversion.code().to_string());
                self.optional(format_spec.as_deref());
            }
            ExprKind::JoinedStr { values } => {
                self.open("JoinedStr", span);
                self.exprs(values);
            }
            ExprKind::TemplateStr { values } => {
                self.open("TemplateStr", span);
                self.exprs(values);
            }
            ExprKind::Constant { value, unicode_prefix } => {
                self.open("Constant", span);
                self.constant(value);
                self.word(if *unicode_prefix { "u" } else { "None" });
            }
            ExprKind::Attribute { value, attr, ctx } => {
                self.open("Attribute", span);
                self.expr(value);
                self.name(Some(attr));
                self.word(&format!("{ctx:?}"));
            }
            ExprKind::Subscript { value, slice, ctx } => {
                self.open("Subscript", span);
                self.expr(value);
                self.expr(slice);
                self.word(&format!("{ctx:?}"));
            }
            ExprKind::Starred { value, ctx } => {
                self.open("Starred", span);
                self.expr(value);
                self.word(&format!("{ctx:?}"));
            }
            ExprKind::Name { id, ctx } => {
                self.open("Name", span);
                self.name(Some(id));
                self.word(&format!("{ctx:?}"));
            }
            ExprKind::List { elts, ctx } => {
                self.open("List", span);
                self.exprs(elts);
                self.word(&format!("{ctx:?}"));
            }
            ExprKind::Tuple { elts, ctx } => {
                self.open("Tuple", span);
                self.exprs(elts);
                self.word(&format!("{ctx:?}"));
            }
            ExprKind::Slice { lower, upper, step } => {
                self.open("Slice", span);
                self.optional(lower.as_deref());
                self.optional(upper.as_deref());
                self.optional(step.as_deref());
            }
        }
        self.close();
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
