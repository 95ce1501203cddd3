//! The kinds of tokens, and the automaton that recognises them.
//!
//! Invariant: a token is its kind and its bytes; literals are decoded later, from the source. The automaton knows
//! no context: indentation, strings, numbers and soft keywords are refined by [`crate::lexer`], so the kinds in the
//! last section never reach the grammar.

use logos::Logos;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Tok,
    pub start: u32,
    pub end: u32,
}

#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[logos(skip r"[ \t\x0C]+")]
#[logos(skip(r"#[^\r\n]*", allow_greedy = true))]
#[rustfmt::skip]
pub enum Tok {
    // Hard keywords.
    #[token("False")] False,
    #[token("None")] None,
    #[token("True")] True,
    #[token("and")] And,
    #[token("as")] As,
    #[token("assert")] Assert,
    #[token("async")] Async,
    #[token("await")] Await,
    #[token("break")] Break,
    #[token("class")] Class,
    #[token("continue")] Continue,
    #[token("def")] Def,
    #[token("del")] Del,
    #[token("elif")] Elif,
    #[token("else")] Else,
    #[token("except")] Except,
    #[token("finally")] Finally,
    #[token("for")] For,
    #[token("from")] From,
    #[token("global")] Global,
    #[token("if")] If,
    #[token("import")] Import,
    #[token("in")] In,
    #[token("is")] Is,
    #[token("lambda")] Lambda,
    #[token("nonlocal")] Nonlocal,
    #[token("not")] Not,
    #[token("or")] Or,
    #[token("pass")] Pass,
    #[token("raise")] Raise,
    #[token("return")] Return,
    #[token("try")] Try,
    #[token("while")] While,
    #[token("with")] With,
    #[token("yield")] Yield,
    // Soft keywords: they reach the grammar only where they act as keywords.
    #[token("match")] Match,
    #[token("case")] Case,
    #[token("type")] Type,
    #[token("lazy")] Lazy,

    // Operators and delimiters.
    #[token("(")] LParen,
    #[token(")")] RParen,
    #[token("[")] LBracket,
    #[token("]")] RBracket,
    #[token("{")] LBrace,
    #[token("}")] RBrace,
    #[token(":")] Colon,
    #[token(",")] Comma,
    #[token(";")] Semi,
    #[token("+")] Plus,
    #[token("-")] Minus,
    #[token("*")] Star,
    #[token("/")] Slash,
    #[token("|")] VBar,
    #[token("&")] Amper,
    #[token("<")] Less,
    #[token(">")] Greater,
    #[token("=")] Equal,
    #[token(".")] Dot,
    #[token("%")] Percent,
    #[token("==")] EqEqual,
    #[token("!=")] NotEqual,
    #[token("<=")] LessEqual,
    #[token(">=")] GreaterEqual,
    #[token("~")] Tilde,
    #[token("^")] Circumflex,
    #[token("<<")] LeftShift,
    #[token(">>")] RightShift,
    #[token("**")] DoubleStar,
    #[token("+=")] PlusEqual,
    #[token("-=")] MinEqual,
    #[token("*=")] StarEqual,
    #[token("/=")] SlashEqual,
    #[token("%=")] PercentEqual,
    #[token("&=")] AmperEqual,
    #[token("|=")] VBarEqual,
    #[token("^=")] CircumflexEqual,
    #[token("<<=")] LeftShiftEqual,
    #[token(">>=")] RightShiftEqual,
    #[token("**=")] DoubleStarEqual,
    #[token("//")] DoubleSlash,
    #[token("//=")] DoubleSlashEqual,
    #[token("@")] At,
    #[token("@=")] AtEqual,
    #[token("->")] Arrow,
    #[token("...")] Ellipsis,
    #[token(":=")] ColonEqual,
    /// The parenthesis that opens a list of `with` items rather than an expression.
    WithLParen,

    #[regex(r"[A-Za-z_][A-Za-z0-9_]*", priority = 1)] Name,
    Int,
    Float,
    Imaginary,
    /// A string or bytes literal without replacement fields, prefix and quotes included.
    String,

    // The pieces of f-strings and t-strings.
    FStringStart,
    TStringStart,
    FStringMiddle,
    FStringEnd,
    FieldOpen,
    FieldClose,
    FieldBang,
    FieldColon,

    #[regex(r"\r\n|\n|\r")] Newline,
    Indent,
    Dedent,
    EndMarker,
    /// Marks the place where the text stopped being Python; the error itself is in `Lexed::error`.
    Error,
    // The first token of a parse: which language the rest is.
    StartFile,
    StartEval,

    // Raw material, refined before it reaches the grammar.
    #[regex(r"'|\x22")] Quote,
    #[regex(r"[0-9]|\.[0-9]")] Digit,
    #[regex(r"\\(\r\n|\n|\r)")] Continuation,
    #[token("\\")] Backslash,
    /// `!`, `$`, `?` and the like: valid nowhere outside strings.
    #[regex(r"[!$?`]")] Stray,
    #[regex(r"[^\x00-\x7F]")] NonAscii,
}

impl Token {
    /// Where the line break of a `Newline` starts; a comment before it belongs to the token.
    pub fn line_break(self, source: &str) -> u32 {
        let text = source.get(self.start as usize..self.end as usize).unwrap_or("");
        self.start + text.trim_end_matches(['\n', '\r']).len() as u32
    }
}

impl Tok {
    /// Whether the token reads as a word: keywords, soft or hard, and names.
    pub fn is_word(self) -> bool {
        self as u8 <= Tok::Lazy as u8 || self == Tok::Name
    }

    /// Whether the token is a hard keyword.
    pub fn is_keyword(self) -> bool {
        self as u8 <= Tok::Yield as u8
    }
}
