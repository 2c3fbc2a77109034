/** What is wrong with a file, with its lines. */

/** Most problems that are listed: a file of rubbish has one in each line. */
const LIMIT = 100;

const NEWLINE = 10;

export class Problems {
    private readonly list: { readonly position: number; readonly text: string }[] = [];
    private more = 0;

    constructor(private readonly bytes: Buffer) {}

    /** Whether there are any. */
    get areThere(): boolean {
        return this.list.length > 0;
    }

    /** What is said already of a position is not said again. @param say gives the text, where there is room for it. */
    add(position: number, say: () => string): void {
        if (this.list.length === LIMIT) {
            this.more++;
            return;
        }
        const text = say();
        const isSaid = this.list.some((problem) => problem.position === position && problem.text === text);
        if (!isSaid) this.list.push({ position, text });
    }

    /** Drops those of a part of the file. */
    drop(start: number, end: number): void {
        const kept = this.list.filter(({ position }) => position < start || position >= end);
        this.list.splice(0, this.list.length, ...kept);
    }

    /** "line 7: a string is cut off", in the order of the file. */
    lines(): string[] {
        let line = 1;
        let counted = 0;
        const sorted = this.list.toSorted((one, other) => one.position - other.position);
        const texts = sorted.map(({ position, text }) => {
            for (let at = this.bytes.indexOf(NEWLINE, counted); at >= 0 && at < position;) {
                line++;
                counted = at + 1;
                at = this.bytes.indexOf(NEWLINE, counted);
            }
            return `line ${line}: ${text}`;
        });
        return this.more === 0 ? texts : [...texts, `${this.more} more problems`];
    }
}
