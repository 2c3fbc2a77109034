/** The words and signs of which texts of labels and selectors are made: those of Kubernetes, and values in quotes. */

const byte = string.byte;
const find = string.find;
const gsub = string.gsub;
const sub = string.sub;

/** Most bytes of a name and of a value without quotes, as in Kubernetes. */
const WORD_BYTES = 63;
/** Most bytes of the DNS subdomain before a name (RFC 1123). */
const PREFIX_BYTES = 253;
/** Most bytes of a value in quotes. */
export const VALUE_BYTES = 255;

/** Bytes of a text that a message shows. */
const SHOWN_BYTES = 24;

/** White space, and all that is no part of a word. */
const SPACE = "^[ \t\r\n]*";
const WORD = '^[^ \t\r\n=!(),<>"]+';

/** Letters and digits are named: what %w is follows the locale. */
const NAME = "^[A-Za-z0-9][A-Za-z0-9_.-]*$";
const NAME_END = "[A-Za-z0-9]$";
const DNS_LABEL = "^[a-z0-9][a-z0-9-]*$";
const DNS_LABEL_END = "[a-z0-9]$";

const QUOTE = 34;

/** Signs, the longer ones first. */
const SIGNS = ["==", "!=", "=", "!", "(", ")", ",", "<", ">"] as const;

/** A sign is its own kind; "bad" is a value in quotes that is none. */
export type TokenKind = "end" | "word" | "quoted" | "bad" | (typeof SIGNS)[number];

/** Whether a text may name a label or be a value without quotes. */
function isName(text: string): boolean {
    return text.length <= WORD_BYTES && find(text, NAME)[0] !== undefined && find(text, NAME_END)[0] !== undefined;
}

function isSubdomain(text: string): boolean {
    if (text.length > PREFIX_BYTES) {
        return false;
    }
    for (const [part] of string.gmatch(`${text}.`, "([^.]*)[.]")) {
        if (find(part, DNS_LABEL)[0] === undefined || find(part, DNS_LABEL_END)[0] === undefined) {
            return false;
        }
    }
    return true;
}

/**
 * Whether a text can be the key of a label: a name of 1 to 63 letters, digits, "-", "_" and ".", with a letter or digit at
 * both ends, and before it, if there is one, a DNS subdomain of at most 253 bytes and "/".
 */
export function isKey(text: string): boolean {
    const [slash] = find(text, "/", 1, true);
    return slash === undefined ? isName(text) : isSubdomain(sub(text, 1, slash - 1)) && isName(sub(text, slash + 1));
}

/** Whether a value needs no quotes: it is empty, or like a name. */
export function isPlainValue(text: string): boolean {
    return text === "" || isName(text);
}

/** A value as texts of labels and selectors have it, in quotes if it needs them. */
export function quoteValue(value: string): string {
    if (isPlainValue(value)) {
        return value;
    }
    const [escaped] = gsub(value, '["\\]', "\\%0");
    return `"${escaped}"`;
}

/** Goes through a text from token to token. */
export class LabelScanner {
    /** Of the token at which it stands. Read only. */
    kind: TokenKind = "end";
    /** The word, the value in quotes, or the sign. Read only. */
    value = "";
    /** 1-based position of its first byte; of one that is "bad", where it goes wrong. */
    private at = 1;
    /** What was expected there. */
    private wanted = "";
    /** Position behind the token. */
    private next = 1;

    constructor(private readonly text: string) {
        this.advance();
    }

    /** Goes on to the next token. At the end it stays there. */
    advance(): void {
        const [, space] = find(this.text, SPACE, this.next);
        this.at = space! + 1;
        if (this.at > this.text.length) {
            this.take("end", "", this.at);
            return;
        }
        if (byte(this.text, this.at) === QUOTE) {
            this.readQuoted();
            return;
        }
        const [, last] = find(this.text, WORD, this.at);
        if (last !== undefined) {
            this.take("word", sub(this.text, this.at, last), last + 1);
            return;
        }
        for (const sign of SIGNS) {
            if (sub(this.text, this.at, this.at + sign.length - 1) === sign) {
                this.take(sign, sign, this.at + sign.length);
                return;
            }
        }
    }

    isAtEnd(): boolean {
        return this.kind === "end";
    }

    /** Goes on if it stands at a token of this kind. Returns whether it did. */
    accept(kind: TokenKind): boolean {
        if (this.kind !== kind) {
            return false;
        }
        this.advance();
        return true;
    }

    /** Takes a key. Returns nil when it stands at none. */
    takeKey(): string | undefined {
        const key = this.value;
        if (this.kind !== "word" || !isKey(key)) {
            return undefined;
        }
        this.advance();
        return key;
    }

    /** Takes a value; where neither a word nor quotes are, it is empty. Returns nil for a word that can be no value. */
    takeValue(): string | undefined {
        const { kind, value } = this;
        if (kind !== "word" && kind !== "quoted") {
            return kind === "bad" ? undefined : "";
        }
        if (kind === "word" && !isPlainValue(value)) {
            return undefined;
        }
        this.advance();
        return value;
    }

    /** What is wrong when it stands here and not at something else: "has "||y" at byte 4 where "," is expected". */
    expected(what: string): string {
        const where = string.format("at byte %.0f", this.at);
        const got = this.at > this.text.length ? "ends" : `has "${this.shown()}"`;
        return `${got} ${where} where ${this.kind === "bad" ? this.wanted : what} is expected`;
    }

    /** The text from here on, as far as a message shows it. */
    private shown(): string {
        const end = this.kind === "word" ? this.at + this.value.length : this.text.length + 1;
        const last = math.min(end, this.at + SHOWN_BYTES) - 1;
        const [printable] = gsub(sub(this.text, this.at, last), "[^ -~]", "?");
        return last < end - 1 ? `${printable}...` : printable;
    }

    private take(kind: TokenKind, value: string, next: number): void {
        this.kind = kind;
        this.value = value;
        this.next = next;
    }

    private readQuoted(): void {
        const parts: string[] = [];
        let count = 0;
        let from = this.at + 1;
        while (true) {
            const [mark] = find(this.text, '["\\]', from);
            if (mark === undefined) {
                this.refuse("a closing quote", this.text.length + 1);
                return;
            }
            parts[count] = sub(this.text, from, mark - 1);
            count++;
            if (byte(this.text, mark) === QUOTE) {
                this.takeQuoted(table.concat(parts), mark + 1);
                return;
            }
            const escaped = sub(this.text, mark + 1, mark + 1);
            if (escaped !== '"' && escaped !== "\\") {
                this.refuse('\\" or \\\\', mark);
                return;
            }
            parts[count] = escaped;
            count++;
            from = mark + 2;
        }
    }

    private takeQuoted(value: string, next: number): void {
        if (value.length > VALUE_BYTES) {
            this.refuse(string.format("a value of at most %.0f bytes", VALUE_BYTES), this.at);
        } else {
            this.take("quoted", value, next);
        }
    }

    private refuse(wanted: string, at: number): void {
        this.wanted = wanted;
        this.at = at;
        this.take("bad", "", this.text.length + 1);
    }
}
