// The tables of docs/protocol.md, made of the code: the types of messages of their rows, the numbers of their constants.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import ts from "typescript";
import { root } from "../run.mjs";

/** Where rows and constants stand. */
const KIND_FILES = ["sync/messages", "sync/requests", "link/fragments", "link/missing"];
const CONSTANT_FILES = [
    "sync/constants",
    "sync/messages",
    "sync/requests",
    "link/peers",
    "link/held",
    "link/gaps",
    "link/kept-wholes",
    "link/outbox-queues",
];

const SPEAKERS = {
    held: "peers that may speak; waits while that is not known",
    only: "peers that are known to speak",
    undefined: "everybody",
};

/** The exported constants of a file of src: name, initializer, and the text of the comment in front. */
function constantsOf(file) {
    const path = join(root, "src", `${file}.ts`);
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    return source.statements
        .filter((statement) => ts.isVariableStatement(statement) && statement.modifiers?.length > 0)
        .map((statement) => {
            const [declaration] = statement.declarationList.declarations;
            const comment = ts.getJSDocCommentsAndTags(statement)[0]?.comment ?? "";
            return { name: declaration.name.text, value: declaration.initializer, comment: String(comment) };
        });
}

const memberOf = (object, name) => object.properties.find((property) => property.name?.text === name)?.initializer;

/** The types of messages: number, name, whose count, and what they are. */
export function messageKinds() {
    return KIND_FILES.flatMap(constantsOf)
        .filter(({ value }) => value && ts.isObjectLiteralExpression(value) && memberOf(value, "decode"))
        .map(({ value, comment }) => ({
            type: Number(memberOf(value, "type").text),
            name: memberOf(value, "name").text,
            speaker: memberOf(value, "speaker")?.text,
            comment,
        }))
        .sort((a, b) => a.type - b.type);
}

/** The constants whose value is a number, by name: value and meaning. One without a comment belongs to the one before. */
export function protocolConstants() {
    const constants = new Map();
    let last = "";
    for (const { name, value, comment } of CONSTANT_FILES.flatMap(constantsOf)) {
        if (!value || !ts.isNumericLiteral(value)) continue;
        if (constants.has(name)) throw new Error(`two numbers of the protocol are called ${name}`);
        last = comment.replaceAll(/\s+/g, " ") || last;
        constants.set(name, { value: Number(value.text.replaceAll("_", "")), comment: last });
    }
    return constants;
}

const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** The tables by the name of their place. */
function tables() {
    return {
        types: table(
            ["type", "name", "counts from", "what it is"],
            messageKinds().map(({ type, name, speaker, comment }) => [type, name, SPEAKERS[speaker], comment]),
        ),
        numbers: table(
            ["name", "value", "what it is"],
            [...protocolConstants()].map(([name, { value, comment }]) => [`\`${name}\``, value, comment]),
        ),
    };
}

/** Where the page is, below the repository's top folder. */
export const PROTOCOL_PAGE = "docs/protocol.md";

/** The text of the page of this tree, with its tables as the code has them. */
export async function protocolPage() {
    const filepath = join(root, PROTOCOL_PAGE);
    const text = withTables(readFileSync(filepath, "utf8"));
    return format(text, { ...(await resolveConfig(filepath)), filepath });
}

/** The page with its tables as the code has them; they stand between `<!-- NAME -->` and `<!-- end of NAME -->`. */
export function withTables(page) {
    return Object.entries(tables()).reduce((text, [name, content]) => {
        const place = new RegExp(`(<!-- ${name} -->)[^]*(<!-- end of ${name} -->)`);
        if (!place.test(text)) throw new Error(`docs/protocol.md has no place for the table "${name}"`);
        return text.replace(place, (_, start, end) => `${start}\n\n${content}\n\n${end}`);
    }, page);
}
