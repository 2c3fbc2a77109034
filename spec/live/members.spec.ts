import type { Delta } from "../../src/live/board/cells";
import {
    CLOCK_AHEAD_SECONDS,
    GRACE_SECONDS,
    KEEP_SECONDS,
    REMEMBER_SECONDS,
    ROSTER_LAG_SECONDS,
} from "../../src/live/constants";
import type { RoomContext } from "../../src/live/context";
import { Members } from "../../src/live/members";
import { ManualTime, START } from "../support/world";

const NAME = "Anna-Realm";

/** Members of a client that hears what the specs say, and whose roster says what they want. */
class Stage {
    readonly time = new ManualTime();
    readonly told: string[] = [];
    isMember: boolean | undefined = true;
    isOnline: boolean | undefined = true;
    readonly members: Members;

    constructor() {
        const scope = { isMember: () => this.isMember, isOnline: () => this.isOnline, maySpeak: () => true };
        const context = { clock: this.time, timers: this.time, scope, self: "Self-Realm" } as unknown as RoomContext;
        this.members = new Members(context, {
            joined: (name) => this.told.push(`joined ${name}`),
            left: (name, reason) => this.told.push(`left ${name} ${reason}`),
            shown: () => {},
        });
    }

    /** An own word with one entry. */
    say(incarnation = START, sequence = 1): void {
        this.members.hear(NAME, deltaOf(incarnation, sequence, false));
    }

    copy(incarnation = START): boolean {
        return this.members.hearCopy(NAME, deltaOf(incarnation, 1, true)) !== undefined;
    }

    /** The roster comes, and says this. */
    roster(isOnline: boolean): void {
        this.isOnline = isOnline;
        this.members.onRoster();
    }

    isPresent(): boolean {
        return this.members.get(NAME)?.isPresent ?? false;
    }
}

function deltaOf(incarnation: number, top: number, isHearsay: boolean): Delta {
    const cell = { slot: 0, sequence: top, bytes: string.char(1) + "entry", incarnation, isHearsay };
    return { incarnation, isRenewal: false, top, check: 0, from: 0, to: top, cells: [cell] };
}

describe("Members", () => {
    let stage: Stage;
    before_each(() => {
        stage = new Stage();
    });

    it("are present from their first word, and told once", () => {
        stage.say();
        stage.say(START, 2);
        assert.same([`joined ${NAME}`], stage.told);
        assert.equal(1, stage.members.present().length);
        assert.equal(1, stage.members.compared().length);
    });

    it("are present from a copy where the roster says that they are online or does not know, and else not", () => {
        stage.isOnline = false;
        assert.is_false(stage.copy());
        stage.isOnline = true;
        stage.isMember = false;
        assert.is_false(stage.copy());
        assert.same([], stage.told);
        stage.isMember = undefined;
        stage.isOnline = undefined;
        assert.is_true(stage.copy());
        assert.same([`joined ${NAME}`], stage.told);
    });

    it("are not heard while their clock is too far ahead", () => {
        stage.say(START + CLOCK_AHEAD_SECONDS + 1);
        assert.is_false(stage.copy(START + CLOCK_AHEAD_SECONDS + 1));
        assert.is_false(stage.isPresent());
        stage.time.advance(1);
        stage.say(START + CLOCK_AHEAD_SECONDS + 1);
        assert.is_true(stage.isPresent());
    });

    it("stay for the grace after a Bye, but are not compared, and go then", () => {
        stage.say();
        stage.members.bye(NAME, START);
        assert.equal(0, stage.members.compared().length);
        stage.time.advance(GRACE_SECONDS - 1);
        assert.is_true(stage.isPresent());
        stage.time.advance(2);
        assert.same([`joined ${NAME}`, `left ${NAME} bye`], stage.told);
    });

    it("stay when a new incarnation speaks within the grace; the Bye of an older one is nothing to it", () => {
        stage.say();
        stage.members.bye(NAME, START);
        stage.time.advance(5);
        stage.say(START + 5);
        stage.members.bye(NAME, START);
        stage.time.advance(2 * GRACE_SECONDS);
        assert.is_true(stage.isPresent());
        assert.same([`joined ${NAME}`], stage.told);
    });

    it("go at the game's word, come back by their own and not by copies", () => {
        stage.say();
        stage.members.onOffline(NAME);
        assert.is_false(stage.isPresent());
        assert.is_false(stage.copy());
        assert.is_false(stage.isPresent());
        stage.say(START, 2);
        assert.same([`joined ${NAME}`, `left ${NAME} offline`, `joined ${NAME}`], stage.told);
    });

    it("go when the roster changes to offline, but not in the first seconds of an incarnation", () => {
        stage.say();
        stage.roster(true);
        stage.time.advance(ROSTER_LAG_SECONDS - 1);
        stage.roster(false);
        assert.is_true(stage.isPresent());
        stage.roster(true);
        stage.time.advance(2);
        stage.roster(false);
        assert.is_false(stage.isPresent());
    });

    it("go when the roster never said online and they are silent", () => {
        stage.isOnline = false;
        stage.say();
        stage.members.onRoster();
        assert.is_true(stage.isPresent());
        stage.time.advance(ROSTER_LAG_SECONDS);
        stage.members.onRoster();
        assert.is_false(stage.isPresent());
    });

    it("go when they are no members any more", () => {
        stage.say();
        stage.isMember = false;
        stage.members.onRoster();
        assert.is_false(stage.isPresent());
    });

    it("are forgotten: first their boards, then that they were there", () => {
        stage.say();
        stage.members.onOffline(NAME);
        const { board } = stage.members.get(NAME)!;
        stage.time.advance(KEEP_SECONDS - 1);
        assert.is_true(board.bytes() > 0);
        stage.time.advance(2);
        assert.equal(0, board.bytes());
        assert.is_false(stage.copy());
        stage.time.advance(REMEMBER_SECONDS);
        assert.is_nil(stage.members.get(NAME));
        assert.equal(0, stage.members.withId(board.id).length);
    });
});
