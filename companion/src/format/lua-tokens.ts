/**
 * The words of Lua as the game writes it into SavedVariables: strings, numbers, names. Byte by byte over the file, without making anything of
 * what is passed over: a file of other addons has tens of megabytes.
 */

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const EQUALS = 61;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const UNDERSCORE = 95;

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 32) >= 97 && (byte | 32) <= 102);
const isNameStart = (byte: number): boolean => isLetter(byte) || byte === UNDERSCORE;

/** What escapes of one letter mean. */
const ESCAPES = new Map([..."nrtabfv"].map((letter, index) => [letter, "\n\r\t\x07\b\f\v"[index]]));

/** The text of a string of a file, between its quotes. */
function unescape(source: string): string {
    return source.replace(/\\(\d{1,3}|[^])/g, (_, escaped: string) => {
        if (/^\d/.test(escaped)) return String.fromCharCode(Number(escaped) % 256);
        return ESCAPES.get(escaped) ?? escaped;
    });
}

/** Walks over the words of a file. */
export class LuaTokens {
    position = 0;
    /** What the last string or name was: where it starts and ends in the file, without quotes. */
    wordStart = 0;
    wordEnd = 0;
    /** Where comments that do not end were found to begin. */
    private openComment = Infinity;

    constructor(readonly bytes: Buffer) {}

    isAtEnd(): boolean {
        this.skipSpace();
        return this.position >= this.bytes.length;
    }

    /** The byte that comes next; undefined at the end. */
    peek(): number | undefined {
        return this.bytes[this.position];
    }

    /** Passes over space and comments. */
    skipSpace(): void {
        const { bytes } = this;
        for (;;) {
            const byte = bytes[this.position];
            const isSpace = byte === SPACE || (byte >= TAB && byte <= RETURN);
            if (isSpace) this.position++;
            else if (byte === MINUS && bytes[this.position + 1] === MINUS) this.skipComment();
            else return;
        }
    }

    private skipComment(): void {
        const { bytes, position } = this;
        const isLong = bytes[position + 2] === OPEN_BRACKET && bytes[position + 3] === OPEN_BRACKET;
        if (isLong && position < this.openComment) {
            const end = bytes.indexOf("]]", position + 4, "latin1");
            if (end >= 0) {
                this.position = end + 2;
                return;
            }
            this.openComment = position;
        }
        this.skipLine();
    }

    /** Goes behind the end of the line. */
    skipLine(): void {
        const end = this.bytes.indexOf(NEWLINE, this.position);
        this.position = end < 0 ? this.bytes.length : end + 1;
    }

    /** Takes a sign, behind space. @returns whether it stood there. */
    takeSign(sign: number): boolean {
        this.skipSpace();
        if (this.bytes[this.position] !== sign) return false;
        this.position++;
        return true;
    }

    /** Takes a name. @returns whether one stood there: then it is the last word. */
    takeName(): boolean {
        const end = this.nameEnd(this.position);
        if (end === this.position) return false;
        this.wordStart = this.position;
        this.wordEnd = this.position = end;
        return true;
    }

    private nameEnd(start: number): number {
        const { bytes } = this;
        let end = start;
        if (isNameStart(bytes[end])) while (isNameStart(bytes[end]) || isDigit(bytes[end])) end++;
        return end;
    }

    /** Takes a string, which becomes the last word. @returns whether it has its end: if not, it goes up to that of the line. */
    takeString(): boolean {
        const { bytes } = this;
        const quote = bytes[this.position];
        let at = this.position + 1;
        this.wordStart = at;
        for (; at < bytes.length; at++) {
            const byte = bytes[at];
            if (byte === quote || byte === NEWLINE || byte === RETURN) break;
            if (byte === BACKSLASH) at++;
        }
        this.wordEnd = Math.min(at, bytes.length);
        const isWhole = bytes[at] === quote;
        this.position = isWhole ? at + 1 : this.wordEnd;
        return isWhole;
    }

    /** The last word, which was a string. */
    string(): string {
        const source = this.bytes.toString("latin1", this.wordStart, this.wordEnd);
        return source.includes("\\") ? unescape(source) : source;
    }

    /** The last word as it stands in the file. */
    word(): string {
        return this.bytes.toString("latin1", this.wordStart, this.wordEnd);
    }

    /** Whether the last word is this one. */
    isWord(word: Buffer): boolean {
        const { bytes, wordStart } = this;
        if (this.wordEnd - wordStart !== word.length) return false;
        for (let at = 0; at < word.length; at++) if (bytes[wordStart + at] !== word[at]) return false;
        return true;
    }

    /** Takes a number, which becomes the last word. @returns whether one stood there. */
    takeNumber(): boolean {
        const end = this.numberEnd();
        if (end === this.position) return false;
        this.wordStart = this.position;
        this.wordEnd = this.position = end;
        return true;
    }

    private numberEnd(): number {
        const { bytes, position } = this;
        const start = bytes[position] === MINUS ? position + 1 : position;
        const digits = (from: number, isOne: (byte: number) => boolean): number => {
            let at = from;
            while (isOne(bytes[at])) at++;
            return at;
        };
        if (bytes[start] === ZERO && (bytes[start + 1] | 32) === 120) {
            const end = digits(start + 2, isHex);
            if (end > start + 2) return end;
        }
        const whole = digits(start, isDigit);
        let end = bytes[whole] === POINT ? digits(whole + 1, isDigit) : whole;
        if (whole === start && end <= whole + 1) return position;
        if ((bytes[end] | 32) === 101) {
            const sign = bytes[end + 1] === PLUS || bytes[end + 1] === MINUS ? 2 : 1;
            const exponent = digits(end + sign, isDigit);
            if (exponent > end + sign) end = exponent;
        }
        return end;
    }

    /** Whether a string begins here. */
    isAtString(): boolean {
        return this.peek() === QUOTE || this.peek() === APOSTROPHE;
    }

    /** Whether an assignment to a global variable begins here: at the start of a line, as names in tables do not, as the game writes them. */
    isAtAssignment(): boolean {
        const { bytes, position } = this;
        if (position > 0 && bytes[position - 1] !== NEWLINE) return false;
        let at = this.nameEnd(position);
        if (at === position) return false;
        while (bytes[at] === SPACE || bytes[at] === TAB) at++;
        return bytes[at] === EQUALS && bytes[at + 1] !== EQUALS;
    }

    /** Goes to where the next assignment begins, or to the end. */
    skipToAssignment(): void {
        if (this.isAtAssignment()) return;
        do this.skipLine();
        while (this.position < this.bytes.length && !this.isAtAssignment());
    }
}
