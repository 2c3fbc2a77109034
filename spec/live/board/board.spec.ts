import { Board } from "../../../src/live/board/board";
import { type Cell, checkOf, type Delta, hashCell } from "../../../src/live/board/cells";
import { Kind } from "../../../src/live/board/kinds";

const NOW = 1700000000;

function cell(slot: number, sequence: number, text: string, kind: Kind = Kind.Entry, incarnation = NOW): Cell {
    const bytes = text === "" ? "" : string.char(kind) + text;
    return { slot, sequence, bytes, incarnation, isHearsay: false };
}

/** What an owner says of a range; its check is that of `all`. */
function delta(from: number, to: number, cells: readonly Cell[], all = cells, incarnation = NOW, top = to): Delta {
    let content = 0;
    for (const each of all) content += hashCell(each);
    return { incarnation, isRenewal: false, top, check: checkOf(content, incarnation), from, to, cells };
}

/** The same as others tell it. */
function told(said: Delta): Delta {
    return { ...said, cells: said.cells.map((each) => ({ ...each, isHearsay: true })) };
}

/** A board that is shown, and what was told of it: "+text", "-text", "old>new". */
function shownBoard(): [Board, string[]] {
    const lines: string[] = [];
    const textOf = (each: Cell | undefined): string => (each === undefined ? "" : string.sub(each.bytes, 2));
    const board = new Board("A-Realm", (_board, old, now) => lines.push(`${textOf(old)}>${textOf(now)}`));
    board.show(true);
    return [board, lines];
}

function shown(board: Board): string {
    const texts: string[] = [];
    board.eachShown(({ bytes }) => texts.push(string.sub(bytes, 2)));
    table.sort(texts, (a, b) => a < b);
    return texts.join(" ");
}

describe("Board", () => {
    it("shows what its owner says, the newest of each slot, in whatever order it comes", () => {
        const [board, lines] = shownBoard();
        const all = [cell(1, 3, "b"), cell(0, 4, "c")];
        board.hear(delta(2, 4, all));
        assert.equal("b c", shown(board));
        assert.is_true(board.isLacking());
        board.hear(delta(0, 2, [cell(0, 2, "a")], all, NOW, 4));
        assert.equal("b c", shown(board));
        assert.equal(4, board.have());
        assert.is_false(board.isLacking());
        assert.same([">b", ">c"], lines);
    });

    it("believes nobody against its owner", () => {
        const [board] = shownBoard();
        const mine = [cell(0, 1, "mine")];
        board.hear(delta(0, 1, mine));
        board.hearCopy(told(delta(1, 2, [cell(0, 2, "forged")])));
        board.hearCopy(told(delta(0, 9, [cell(5, 9, "more")], [], NOW + 50)));
        assert.equal("forged", shown(board));
        // Its next word says what it should be: there is no second change.
        assert.is_false(board.hear(delta(1, 1, [], mine)));
        assert.equal("mine", shown(board));
        assert.is_true(board.isDoubted);
        assert.is_false(board.hearCopy(told(delta(0, 2, [cell(0, 2, "forged")]))));
        assert.is_true(board.hear(delta(0, 1, mine)));
        assert.is_false(board.isDoubted);
        assert.equal("mine", shown(board));
    });

    it("finds a lie of the same length by the owner's check", () => {
        const [board] = shownBoard();
        board.hearCopy(told(delta(0, 1, [cell(0, 1, "forged")])));
        assert.equal("forged", shown(board));
        const mine = [cell(0, 1, "mine")];
        assert.is_false(board.hear(delta(1, 1, [], mine)));
        assert.equal("", shown(board));
        assert.is_true(board.hear(delta(0, 1, mine)));
        assert.equal("mine", shown(board));
    });

    it("lets nothing act that others say, but shows entries and claims", () => {
        const [board] = shownBoard();
        const cells = [
            cell(0, 1, "entry"),
            cell(1, 2, "call", Kind.Call),
            cell(2, 3, "claim", Kind.Claim),
            cell(3, 4, "vote", Kind.Vote),
        ];
        board.hearCopy(told(delta(0, 4, cells)));
        assert.equal("claim entry", shown(board));
        assert.is_true(board.isInDoubt());
        board.hear(delta(0, 4, cells));
        assert.equal("call claim entry vote", shown(board));
        assert.is_false(board.isInDoubt());
    });

    it("tells nothing when an owner confirms an entry", () => {
        const [board, lines] = shownBoard();
        const cells = [cell(0, 1, "entry")];
        board.hearCopy(told(delta(0, 1, cells)));
        board.hear(delta(0, 1, cells));
        assert.same([">entry"], lines);
    });

    it("hears its owner whatever incarnation others have told", () => {
        const [board] = shownBoard();
        board.hearCopy(told(delta(0, 1, [cell(0, 1, "forged", Kind.Entry, NOW + 99)], [], NOW + 99)));
        board.hear(delta(0, 1, [cell(0, 1, "mine")]));
        assert.equal("mine", shown(board));
        assert.equal(NOW, board.incarnation);
    });

    it("shows entries over a /reload until the new ones are there, and nothing else", () => {
        const [board, lines] = shownBoard();
        board.hear(delta(0, 2, [cell(0, 1, "entry"), cell(1, 2, "call", Kind.Call)]));
        const next = NOW + 5;
        const all = [cell(0, 1, "entry", Kind.Entry, next), cell(1, 2, "other", Kind.Entry, next)];
        board.hear(delta(0, 1, [all[0]], all, next, 2));
        assert.equal("entry entry", shown(board));
        board.hear(delta(1, 2, [all[1]], all, next));
        assert.equal("entry other", shown(board));
        assert.is_false(lines.slice(2).some((line) => line === "entry>" && lines.indexOf(">entry") < 0));
        assert.is_true(lines.includes("call>"));
    });

    it("keeps nothing of who says too much", () => {
        const [board] = shownBoard();
        const cells: Cell[] = [];
        for (const index of $range(0, 8)) cells.push(cell(index, index + 1, string.rep("x", 2000)));
        board.hear(delta(0, 9, cells));
        assert.is_true(board.isOverLimit);
        assert.equal("", shown(board));
        board.hear(delta(9, 10, [cell(9, 10, "small")]));
        assert.equal("", shown(board));
        board.hear(delta(0, 1, [cell(0, 1, "again", Kind.Entry, NOW + 9)], undefined, NOW + 9));
        assert.equal("again", shown(board));
    });
});
