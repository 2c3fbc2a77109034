// The public declarations as data: what annotations and docs/api.md are made of.
import ts from "typescript";

const printer = ts.createPrinter({ removeComments: true });

/** Text of a type or a declaration's head on one line, as TypeScript has it. */
export function printType(node) {
    const text = printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile());
    return text.replace(/\s+/g, " ").replace(/\[ /g, "[").replace(/ \]/g, "]");
}

const plainText = (comment) => (ts.getTextOfJSDocComment(comment) ?? "").trim();

/** What the doc comment of a node says: its text, and its tags. */
function readDoc(node) {
    const comment = node.jsDoc?.at(-1);
    const tags = comment?.tags ?? [];
    const ofKind = (name) => tags.filter((tag) => tag.tagName.text === name);
    return {
        text: comment === undefined ? "" : plainText(comment.comment),
        parameters: new Map(ofKind("param").map((tag) => [tag.name.text, plainText(tag.comment)])),
        returns: ofKind("returns")
            .map((tag) => plainText(tag.comment))
            .join("\n"),
        examples: ofKind("example").map((tag) => plainText(tag.comment)),
    };
}

function readMember(node) {
    const isIndex = ts.isIndexSignatureDeclaration(node);
    const parameters = ts.isMethodSignature(node) ? node.parameters : [];
    return {
        name: isIndex ? `[${node.parameters[0].type.getText()}]` : node.name.text,
        isMethod: ts.isMethodSignature(node),
        isOptional: node.questionToken !== undefined,
        doc: readDoc(node),
        parameters: parameters.map(({ name, questionToken, type }) => ({
            name: name.text,
            isOptional: questionToken !== undefined,
            type,
        })),
        /** Of the value, or of what a method returns. */
        type: node.type,
    };
}

/** An interface's name and heritage: `extends Partial<X>` is told apart from `extends X`. */
function readHeritage(node) {
    return (node.heritageClauses ?? []).flatMap(({ types }) =>
        types.map(({ expression, typeArguments }) =>
            expression.text === "Partial"
                ? { name: typeArguments[0].typeName.text, isPartial: true }
                : { name: expression.text, isPartial: false },
        ),
    );
}

/** The names of the types that a node mentions. */
function mentionedBy(node) {
    const names = new Set();
    const visit = (each) => {
        if (ts.isTypeReferenceNode(each)) names.add(each.typeName.getText());
        if (ts.isExpressionWithTypeArguments(each)) names.add(each.expression.getText());
        ts.forEachChild(each, visit);
    };
    visit(node);
    return names;
}

/** The names of the declarations of a face that one of them leads to, itself among them. */
export function reachableFrom(name, face) {
    const reached = new Set();
    const visit = (each) => {
        if (!face.has(each) || reached.has(each)) return;
        reached.add(each);
        face.get(each).mentions.forEach(visit);
    };
    visit(name);
    return reached;
}

/**
 * Reads a declaration file.
 * @returns its interfaces and type aliases by name, in order. An alias has `type`, an interface `members` and `heritage`;
 * `mentions` are the names of types in it; `isInference` marks what exists for the compiler alone: conditional and mapped types, and what has no value.
 */
export function readFace(text) {
    const source = ts.createSourceFile("index.d.ts", text, ts.ScriptTarget.ESNext, true);
    const face = new Map();
    for (const node of source.statements) {
        const isInterface = ts.isInterfaceDeclaration(node);
        if (!isInterface && !ts.isTypeAliasDeclaration(node)) continue;
        const name = node.name.text;
        face.set(name, {
            name,
            doc: readDoc(node),
            isInference: name === "KindValues" || (!isInterface && node.typeParameters !== undefined),
            mentions: mentionedBy(node),
            heritage: isInterface ? readHeritage(node) : [],
            members: isInterface ? node.members.map(readMember) : undefined,
            type: isInterface ? undefined : node.type,
        });
    }
    return face;
}
