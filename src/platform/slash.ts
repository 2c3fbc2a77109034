/** The chat window: lines in it, and commands that the player types there. */

/** A text without the game's markup, of which a stray "|" would make something else. */
export function withoutMarkup(text: string): string {
    const [plain] = string.gsub(text, "|", "||");
    return plain;
}

/** Shows a line in the player's chat window. */
export function printLine(line: string): void {
    print(withoutMarkup(line));
}

/** Makes "/lel" a command, in place of what an older copy of the library has made of it. */
export function registerCommand(run: (this: void, text: string) => void): void {
    SLASH_LIBEVENTLEDGER1 = "/lel";
    SlashCmdList.LIBEVENTLEDGER = run;
}
