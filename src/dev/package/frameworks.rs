//! The types of the tag for frameworks, a module each, since one that names a framework is an error where that one is not there.

use super::description::Description;
use super::types::header;

/// How a framework's types take those of a tag.
struct Framework {
    file: &'static str,
    /// What is imported from it.
    import: &'static str,
    /// Where tags are listed.
    module: &'static str,
    /// The blocks in there, from the outside to the inside.
    blocks: &'static [&'static str],
    /// What every tag takes.
    base: &'static str,
    /// The type of the entry in the list: what stands before and after what the tag takes.
    entry: [&'static str; 2],
    /// The name of what listens to an event.
    listener: fn(&str) -> String,
}

const JSX: &[&str] = &["namespace JSX", "interface IntrinsicElements"];
const AS_IT_IS: [&str; 2] = ["", ""];

const FRAMEWORKS: [Framework; 5] = [
    Framework {
        file: "jsx.d.ts",
        import: "import type { DetailedHTMLProps, HTMLAttributes } from \"react\";",
        module: "react",
        blocks: JSX,
        base: "DetailedHTMLProps<HTMLAttributes<ParallelSumElement>, ParallelSumElement>",
        entry: AS_IT_IS,
        listener: on,
    },
    Framework {
        file: "preact.d.ts",
        import: "import type { HTMLAttributes } from \"preact\";",
        module: "preact",
        blocks: JSX,
        base: "HTMLAttributes<ParallelSumElement>",
        entry: AS_IT_IS,
        listener: on,
    },
    Framework {
        file: "solid.d.ts",
        import: "import type {} from \"solid-js\";",
        module: "solid-js",
        blocks: JSX,
        base: "HTMLAttributes<ParallelSumElement>",
        entry: AS_IT_IS,
        listener: |event| format!("on:{event}"),
    },
    Framework {
        file: "svelte.d.ts",
        import: "import type { HTMLAttributes } from \"svelte/elements\";",
        module: "svelte/elements",
        blocks: &["interface SvelteHTMLElements"],
        base: "HTMLAttributes<ParallelSumElement>",
        entry: AS_IT_IS,
        listener: on,
    },
    Framework {
        file: "vue.d.ts",
        import: "import type { HTMLAttributes, PublicProps } from \"vue\";",
        module: "vue",
        blocks: &["interface GlobalComponents"],
        base: "HTMLAttributes & PublicProps",
        entry: ["new () => ParallelSumElement & { $props: ", " }"],
        listener: |event| format!("on{}", event.split('-').map(super::results::pascal).collect::<String>()),
    },
];

fn on(event: &str) -> String {
    format!("on{event}")
}

/// The modules, each with its name.
pub fn modules(description: &Description) -> [(&'static str, String); 5] {
    FRAMEWORKS.map(|framework| (framework.file, module(&framework, description)))
}

fn module(framework: &Framework, Description { tag, class, events, .. }: &Description) -> String {
    let Framework { import, module, blocks, base, entry: [before, after], listener, .. } = framework;
    let indent = |depth: usize| "  ".repeat(depth);
    let inside = blocks.len() + 1;
    let listeners: String = events
        .iter()
        .map(|event| {
            let [name, key] = [&event.name, &listener(&event.name)];
            format!("{}{key:?}?: ((event: ParallelSumEventMap[{name:?}]) => void) | undefined;\n", indent(inside + 1))
        })
        .collect();
    let open: String = blocks.iter().enumerate().map(|(i, it)| format!("{}{it} {{\n", indent(i + 1))).collect();
    let close: String = (0..=blocks.len()).rev().map(|depth| format!("{}}}\n", indent(depth))).collect();
    format!(
        "{}{import}\n\
         import type {{ {class}, ParallelSumEventMap, ParallelSumProps }} from \"./parallel-sum.js\";\n\n\
         declare module {module:?} {{\n\
         {open}{}{tag:?}: {before}{base} & ParallelSumProps & {{\n{listeners}{}}}{after};\n\
         {close}",
        header("//"),
        indent(inside),
        indent(inside),
    )
}
