//! Names in code: every entity, field and relation gets identifiers that are safe and unique,
//! whatever it is called in the spec.
//!
//! A name is made of the words of the spec's name, cut to a length that keeps lines readable. A
//! name that the language, the browser or the template itself already uses gets a suffix.

use std::collections::BTreeSet;

use heck::{ToKebabCase as _, ToLowerCamelCase as _, ToPascalCase as _, ToSnakeCase as _};

use crate::architecture::{EntityNames, MemberNames, PlannedEntity};
use crate::builtin;
use crate::spec::{Entity, Field, Relation, RelationKind};

/// The longest name in code, in characters.
const MAX_LEN: usize = 30;

/// Words that no name ends in, once it is cut behind one of them.
const LINKING_WORDS: [&str; 20] = [
    "a", "an", "and", "are", "at", "be", "by", "could", "for", "from", "in", "is", "of", "on",
    "or", "that", "the", "to", "which", "with",
];

/// Names that a member can't have: columns of every table and properties of every object.
const RESERVED_MEMBERS: [&str; 17] = [
    "id",
    "createdAt",
    "updatedAt",
    "searchText",
    "boardPosition",
    "constructor",
    "prototype",
    "proto",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "root",
    "q",
    "sort",
    "page",
    "pageSize",
    "then",
];

/// Words that JavaScript and TypeScript keep for themselves, as variables.
const KEYWORDS: [&str; 61] = [
    "abstract",
    "any",
    "arguments",
    "as",
    "async",
    "await",
    "boolean",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "module",
    "never",
    "new",
    "null",
    "number",
    "object",
    "of",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "string",
    "super",
    "switch",
    "symbol",
    "this",
    "throw",
    "true",
    "try",
    "type",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "yield",
];

/// Types that every module can see without importing them.
const GLOBALS: [&str; 34] = [
    "Array",
    "ArrayBuffer",
    "BigInt",
    "Blob",
    "Boolean",
    "Buffer",
    "Date",
    "Document",
    "Element",
    "Error",
    "File",
    "FormData",
    "Function",
    "Headers",
    "Infinity",
    "Intl",
    "JSON",
    "Map",
    "Math",
    "Node",
    "Number",
    "Object",
    "Omit",
    "Partial",
    "Pick",
    "Promise",
    "Proxy",
    "Record",
    "Reflect",
    "RegExp",
    "Request",
    "Response",
    "Set",
    "String",
];

/// More types that every module can see.
const MORE_GLOBALS: [&str; 10] = [
    "Symbol",
    "URL",
    "Uint8Array",
    "WeakMap",
    "WeakSet",
    "Window",
    "Location",
    "Navigator",
    "Storage",
    "Text",
];

/// What templates append to an entity's name to name what belongs to it.
const DERIVED: [&str; 10] = [
    "Input",
    "Patch",
    "Page",
    "Form",
    "FormPage",
    "List",
    "ListPage",
    "ListQuery",
    "Values",
    "Labels",
];

/// Gives every entity and all its members their names; `reserved` is what the template uses.
pub(super) fn name(entities: Vec<Entity>, reserved: &BTreeSet<String>) -> Vec<PlannedEntity> {
    let mut taken = Taken::new(reserved);
    entities
        .into_iter()
        .map(|entity| {
            let names = taken.entity(&entity.name);
            let mut members = BTreeSet::new();
            let fields = entity
                .fields
                .iter()
                .map(|field| name_field(field, &mut members))
                .collect();
            let relations = entity
                .relations
                .iter()
                .map(|it| name_relation(it, &mut members))
                .collect();
            PlannedEntity {
                entity,
                names,
                fields,
                relations,
            }
        })
        .collect()
}

/// Names that are used up, in lowercase so that files differ on every file system.
struct Taken {
    names: BTreeSet<String>,
}

impl Taken {
    fn new(reserved: &BTreeSet<String>) -> Self {
        let own = reserved.iter().map(String::as_str);
        let all = own.chain(KEYWORDS).chain(GLOBALS).chain(MORE_GLOBALS);
        Self {
            names: all.map(str::to_lowercase).collect(),
        }
    }

    fn entity(&mut self, name: &str) -> EntityNames {
        let base = cut(&name.to_pascal_case());
        let base = if base.is_empty() {
            "Item".to_owned()
        } else {
            base
        };
        let suffixes = ["", "Item", "Record", "Entry"]
            .into_iter()
            .map(str::to_owned);
        let numbered = (2_u32..).map(|number| number.to_string());
        let names = suffixes
            .chain(numbered)
            .map(|suffix| entity_names(&format!("{base}{suffix}")))
            .find(|names| self.is_free(names));
        // The numbers never end, so there always is one.
        let names = names.unwrap_or_else(|| entity_names(&base));
        let derived = DERIVED
            .iter()
            .map(|suffix| format!("{}{suffix}", names.name));
        self.names.extend(derived.map(|name| name.to_lowercase()));
        for name in [&names.name, &names.vars, &names.folder, &names.table] {
            self.names.insert(name.to_lowercase());
        }
        names
    }

    fn is_free(&self, names: &EntityNames) -> bool {
        let derived = DERIVED
            .iter()
            .map(|suffix| format!("{}{suffix}", names.name));
        let all = [&names.name, &names.vars, &names.folder, &names.table];
        !all.into_iter()
            .cloned()
            .chain(derived)
            .any(|name| self.names.contains(&name.to_lowercase()))
    }
}

fn entity_names(name: &str) -> EntityNames {
    let var = name.to_lower_camel_case();
    let plural = plural(&name.to_snake_case());
    let vars = plural.to_lower_camel_case();
    EntityNames {
        name: name.to_owned(),
        file: var.to_kebab_case(),
        folder: plural.to_kebab_case(),
        table: plural.to_snake_case(),
        vars: if vars == var {
            format!("{var}List")
        } else {
            vars
        },
        var,
    }
}

/// Returns words joined by `_` with the last one in the plural.
fn plural(words: &str) -> String {
    let (start, noun) = words
        .rsplit_once('_')
        .map_or(("", words), |(start, noun)| (start, noun));
    let noun = builtin::plural(noun);
    if start.is_empty() {
        noun
    } else {
        format!("{start}_{noun}")
    }
}

fn name_field(field: &Field, taken: &mut BTreeSet<String>) -> MemberNames {
    let name = free_member(&field.name, "", taken);
    MemberNames {
        key: name.clone(),
        column: name.to_snake_case(),
        name,
    }
}

/// Returns one of what a name of several things speaks of: `author` for `authors`.
pub(super) fn singular(name: &str) -> String {
    match (name.strip_suffix("ies"), name.strip_suffix('s')) {
        (Some(stem), _) if stem.len() > 1 => format!("{stem}y"),
        (_, Some(stem)) if stem.len() > 1 && !stem.ends_with('s') => stem.to_owned(),
        (_, _) => name.to_owned(),
    }
}

fn name_relation(relation: &Relation, taken: &mut BTreeSet<String>) -> MemberNames {
    let base = relation.name.to_lower_camel_case();
    let base = base
        .strip_suffix("Id")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&base);
    let many = relation.kind == RelationKind::ManyToMany;
    let name = free_member(base, if many { "Ids" } else { "Id" }, taken);
    let key = if many {
        format!("{}Ids", singular(&name))
    } else {
        format!("{name}Id")
    };
    taken.insert(key.to_lowercase());
    MemberNames {
        column: key.to_snake_case(),
        key,
        name,
    }
}

/// Returns a property name that is free, also with `suffix` behind it, and takes it.
fn free_member(name: &str, suffix: &str, taken: &mut BTreeSet<String>) -> String {
    let base = cut(&name.to_lower_camel_case());
    let base = if base.is_empty() {
        "value".to_owned()
    } else {
        base
    };
    let reserved = |name: &str| {
        RESERVED_MEMBERS
            .iter()
            .any(|word| word.eq_ignore_ascii_case(name))
    };
    let endings = std::iter::once(String::new())
        .chain(std::iter::once("Value".to_owned()))
        .chain((2_u32..).map(|number| number.to_string()));
    let free = endings
        .map(|ending| format!("{base}{ending}"))
        .find(|name| {
            !reserved(name)
                && !taken.contains(&name.to_lowercase())
                && !taken.contains(&format!("{name}{suffix}").to_lowercase())
        });
    // The numbers never end, so there always is one.
    let name = free.unwrap_or(base);
    taken.insert(name.to_lowercase());
    name
}

/// Returns a name of ASCII letters and digits, starting with a letter, of at most [`MAX_LEN`].
fn cut(name: &str) -> String {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit());
    name.chars().take(whole_words(name, MAX_LEN)).collect()
}

/// Returns how many characters of a name in camel case to keep: all, or the whole words among the
/// first `longest`.
pub(super) fn whole_words(name: &str, longest: usize) -> usize {
    if name.len() <= longest {
        return name.len();
    }
    let words = name.to_snake_case();
    let mut end = 0;
    let mut kept = 0;
    for word in words.split('_') {
        end += word.len();
        if end > longest {
            break;
        }
        if !LINKING_WORDS.contains(&word) {
            kept = end;
        }
    }
    // The first word alone may be too long.
    if kept == 0 { longest } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(of: &[&str]) -> Vec<EntityNames> {
        let mut taken = Taken::new(&BTreeSet::from(["Toast".to_owned()]));
        of.iter().map(|name| taken.entity(name)).collect()
    }

    #[test]
    fn an_entity_is_named_for_types_values_files_and_tables() {
        let found = names(&["LineItem", "Equipment", "Category"]);
        assert_eq!(found[0].vars, "lineItems");
        assert_eq!(found[0].folder, "line-items");
        assert_eq!(found[0].table, "line_items");
        assert_eq!(
            (found[1].vars.as_str(), found[1].folder.as_str()),
            ("equipmentList", "equipment")
        );
        assert_eq!(found[2].folder, "categories");
    }

    #[test]
    fn words_of_the_language_and_of_the_template_get_a_suffix() {
        let found = names(&["Date", "Class", "Toast", "Order", "Error", "Object"]);
        let found: Vec<_> = found.iter().map(|names| names.name.as_str()).collect();
        assert_eq!(
            found,
            [
                "DateItem",
                "ClassItem",
                "ToastItem",
                "Order",
                "ErrorItem",
                "ObjectItem"
            ]
        );
    }

    #[test]
    fn names_that_would_collide_differ() {
        let found = names(&["Book", "BookForm", "Books", "book"]);
        let mut all: Vec<_> = found
            .iter()
            .map(|names| names.name.to_lowercase())
            .collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 4, "{found:?}");
        assert_ne!(found[0].folder, found[2].folder);
    }

    #[test]
    fn members_never_hide_what_every_record_has() {
        let mut taken = BTreeSet::new();
        let found = [
            "id",
            "constructor",
            "__proto__",
            "title",
            "Title",
            "createdAt",
            "2fast",
        ]
        .map(|name| free_member(name, "", &mut taken));
        assert_eq!(
            found,
            [
                "idValue",
                "constructorValue",
                "protoValue",
                "title",
                "titleValue",
                "createdAtValue",
                "fast"
            ],
        );
    }
}
