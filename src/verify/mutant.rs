//! Broken versions of a file, for tests to notice.

use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrowFunctionExpression, Function};
use oxc_ast_visit::Visit;
use oxc_parser::Parser;
use oxc_span::Span;
use oxc_syntax::scope::ScopeFlags;

use super::quick;
use crate::path::ProjectPath;

/// What a function does in a broken version.
const NOTHING: &str = "{\n  return null as never;\n}";

/// Returns a file in which no function does anything; nothing if it has none.
pub fn broken(path: &ProjectPath, text: &str) -> Option<String> {
    quick::on_deep_stack(|| {
        let kind = quick::parseable(path, text)?;
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, text, kind).parse();
        let mut bodies = Bodies(Vec::new());
        bodies.visit_program(&parsed.program);
        let mut broken = text.to_owned();
        // From the end, so that places before stay what they are.
        for span in bodies.0.iter().rev() {
            broken.replace_range(span.start as usize..span.end as usize, NOTHING);
        }
        (!bodies.0.is_empty()).then_some(broken)
    })
}

/// The bodies of the outermost functions, in the order of the text.
struct Bodies(Vec<Span>);

impl<'a> Visit<'a> for Bodies {
    fn visit_function(&mut self, it: &Function<'a>, _: ScopeFlags) {
        self.0.extend(it.body.as_ref().map(|body| body.span));
    }

    fn visit_arrow_function_expression(&mut self, it: &ArrowFunctionExpression<'a>) {
        if let oxc_ast::ast::ArrowFunctionBody::FunctionBody(body) = &it.body {
            self.0.push(body.span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, text: &str) -> Option<String> {
        broken(&ProjectPath::parse(name).unwrap(), text)
    }

    #[test]
    fn every_function_does_nothing_and_the_rest_stays() {
        let text = "export const a = 1;\nexport function f(): number {\n  return () => { 1; };\n}\n\
                    export const g = () => {\n  go();\n};\nclass C { m() { return 2; } }\n";
        assert_eq!(
            of("a.ts", text).unwrap(),
            format!(
                "export const a = 1;\nexport function f(): number {NOTHING}\n\
                 export const g = () => {NOTHING};\nclass C {{ m() {NOTHING} }}\n"
            )
        );
    }

    #[test]
    fn what_has_no_function_or_does_not_parse_has_no_broken_version() {
        assert_eq!(of("a.ts", "export const a = 1;\n"), None);
        assert_eq!(of("a.css", "a {}\n"), None);
        assert_eq!(of("a.ts", &"(".repeat(10_000)), None);
    }
}
