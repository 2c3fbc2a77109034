/** The keys that lead to a place in a file, kept as places of their words: they are spelt out only where something is wrong. */

/** Most bytes of a key that are spelt out. */
const LONGEST = 60;

const LISTED = -1;

export class LuaPath {
    /** @param words start and end of each; or LISTED and the number of an entry without key. */
    constructor(
        private readonly bytes: Buffer,
        private readonly words: number[] = [],
    ) {}

    /** The same path, which stays as it is. */
    copy(): LuaPath {
        return new LuaPath(this.bytes, [...this.words]);
    }

    /** How many keys there are, the variable among them. */
    get depth(): number {
        return this.words.length / 2;
    }

    /** Goes to a key whose word stands in the file. */
    enter(wordStart: number, wordEnd: number): void {
        this.words.push(wordStart, wordEnd);
    }

    /** Goes to an entry that has no key. @param number of it, from 1 on. */
    enterListed(number: number): void {
        this.words.push(LISTED, number);
    }

    leave(): void {
        this.words.pop();
        this.words.pop();
    }

    /** `MyDKP_Saved["scopes"]` */
    toString(): string {
        const parts: string[] = [];
        for (let at = 0; at < this.words.length; at += 2) {
            const [start, end] = this.words.slice(at, at + 2);
            const word =
                start === LISTED ? String(end) : this.bytes.toString("utf8", start, Math.min(end, start + LONGEST));
            if (at === 0) parts.push(word);
            else parts.push(start === LISTED || /^-?[\d.]/.test(word) ? `[${word}]` : `["${word}"]`);
        }
        return parts.join("");
    }
}
