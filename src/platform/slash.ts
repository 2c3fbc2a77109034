/** The chat window: printing lines, and the command that players type. */

/** Escapes every "|" in a text, so that the game does not read it as markup. */
export function withoutMarkup(text: string): string {
    const [plain] = string.gsub(text, "|", "||");
    return plain;
}

/** Prints a line in the player's chat window. */
export function printLine(line: string): void {
    print(withoutMarkup(line));
}

/** Registers the command "/lel". It replaces the one of an older copy of the library. */
export function registerCommand(run: (this: void, text: string) => void): void {
    SLASH_LIBEVENTLEDGER1 = "/lel";
    SlashCmdList.LIBEVENTLEDGER = run;
}
