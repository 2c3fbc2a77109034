/** What is wrong with the saved files that rooms are of, as `look` prints it. */
import type { SavedFile } from "../format/saved-file";
import { printable } from "../format/printable";
import { problemLines } from "../format/problem-lines";
import { flavourOf, localRoomId } from "../store/local-rooms";

/** What of a file concerns one scope: the scope itself, its ledgers, and the file. */
function* linesOf({ ledgers, problems }: SavedFile, scope: string): Generator<string> {
    yield* problemLines(
        ledgers.map((ledger) => ({ ...ledger, scopes: ledger.scopes.filter(({ name }) => name === scope) })),
    );
    yield* problems.map(printable);
}

/** Problems by room, and by the file that has them. */
export class FileProblems {
    private readonly rooms = new Map<string, Map<string, readonly string[]>>();

    /** Notes what is wrong with a file, in place of what was before. */
    put(path: string, file: SavedFile): void {
        for (const files of this.rooms.values()) files.delete(path);
        const flavour = flavourOf(path);
        for (const scope of new Set(file.ledgers.flatMap(({ scopes }) => scopes.map(({ name }) => name)))) {
            const id = localRoomId(flavour, scope);
            const files = this.rooms.get(id) ?? new Map<string, readonly string[]>();
            this.rooms.set(id, files.set(path, [...linesOf(file, scope)]));
        }
    }

    /** Lines about the files that a room is of. */
    of(room: string): readonly string[] {
        return [...(this.rooms.get(room)?.values() ?? [])].flat();
    }
}
