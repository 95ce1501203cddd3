pub mod str;
pub mod tuple;
pub mod module;
pub mod type_;
builtin_types! {
    OBJECT = object::TYPE;
}
