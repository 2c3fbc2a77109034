/** Rendezvous among clients that lose messages, crash, lose each other, give up and run out of time. */

import type { RoomClient } from "../guild";
import { seeds } from "../../support/rounds";
import { groupOf, type Meeting, MeetingGuild } from "./meeting-guild";

const MEMBERS = 8;
/** Seconds in which something happens, and afterwards. */
const BUSY_SECONDS = 60;
const CALM_SECONDS = 140;

/** What happens to a guild besides requests. */
interface Faults {
    readonly crashes: number;
    readonly splits: number;
    readonly loss: number;
}

class Game {
    readonly world: MeetingGuild;

    constructor(seed: number, faults: Faults) {
        this.world = new MeetingGuild(seed, MEMBERS);
        const { guild } = this.world;
        // The worst moment: a coordinator knows the result, and nobody else ever will.
        this.world.onMatched = (client) => {
            if (faults.crashes > 0 && this.between(1, 6) === 1) this.crash(client);
        };
        this.world.advance(5);
        guild.faults.loss = faults.loss;
        for (const _ of $range(1, 24)) this.at(() => this.ask());
        for (const _ of $range(1, faults.crashes)) this.at(() => this.crash(this.someone()));
        for (const _ of $range(1, faults.splits)) this.at(() => this.split());
        this.world.advance(BUSY_SECONDS + CALM_SECONDS);
    }

    private between(low: number, high: number): number {
        return this.world.guild.random.integer(low, high);
    }

    private at(body: (this: void) => void): void {
        this.world.guild.later(this.between(0, BUSY_SECONDS * 100) / 100, body);
    }

    private ask(): void {
        const index = this.between(1, MEMBERS);
        if (!this.world.client(index).isOnline) return;
        const isTank = this.between(0, 1) === 0;
        const meeting = this.world.meet(index, {
            event: this.between(1, 3) === 1 ? "duel" : "pull",
            mates: this.between(1, 3),
            labels: { name: this.world.client(index).name, role: isTank ? "tank" : "healer" },
            selector: string.format('name!="%s"', this.world.client(index).name) + (isTank ? ",role!=tank" : ""),
            timeout: this.between(5, 60),
        });
        if (this.between(1, 4) === 1) {
            this.world.guild.later(this.between(0, 1000) / 100, () => {
                const isOpen = meeting.client.isOnline && meeting.ends === 0;
                const isCancelled = meeting.handle.cancel();
                // What is cancelled has no result, and what has one is not cancelled.
                if (isOpen) assert.equal(isCancelled, meeting.why === "cancelled");
            });
        }
    }

    private someone(): RoomClient {
        return this.world.client(this.between(1, MEMBERS));
    }

    private crash(client: RoomClient): void {
        if (client.isOnline) {
            client.crash();
            this.world.guild.later(this.between(5, 30), () => client.login());
        }
    }

    private split(): void {
        const { clients } = this.world.guild;
        for (const client of clients) client.side = this.between(0, 1);
        this.world.guild.later(this.between(2, 30), () => {
            for (const client of clients) client.side = 0;
        });
    }

    /** Each request of a completed match is in that one alone, and its owner has heard of no other one. */
    assertOneMatch(what: string): void {
        const groups = new LuaMap<string, string>();
        for (const meeting of this.world.meetings) {
            if (meeting.result === undefined) continue;
            const group = table.concat(
                meeting.result.requests.map(({ id }) => id),
                " ",
            );
            for (const { id } of meeting.result.requests) {
                assert.equal(groups.get(id) ?? group, group, `${what}: ${id}`);
                groups.set(id, group);
            }
        }
        for (const meeting of this.world.meetings) {
            const isElsewhere = meeting.result === undefined && groups.has(meeting.handle.id);
            const mayBe = meeting.ends === 0 || meeting.why === "unknown";
            assert.is_true(!isElsewhere || mayBe, `${what}: ${meeting.handle.id} ${meeting.why ?? ""}`);
        }
    }

    /** Every request has ended, and left nothing on the boards, but those whose client crashed. */
    assertNoneStuck(what: string): void {
        for (const meeting of this.world.meetings) {
            const isLost = meeting.ends === 0 && meeting.handle.id.length > 0 && this.hasCrashed(meeting);
            assert.equal(isLost ? 0 : 1, meeting.ends, `${what}: ${meeting.handle.id} ${meeting.handle.state()}`);
        }
        for (const { session, name } of this.world.guild.online()) {
            assert.equal(0, session!.own.cells.bytes, `${what}: ${name}`);
        }
        assert.same([], this.world.reports(), what);
    }

    private hasCrashed({ client, session }: Meeting): boolean {
        return client.session !== session;
    }
}

/** Requests that ended without knowing their outcome, of all. */
function play(seeds: number, faults: Faults): LuaMultiReturn<[unknowns: number, matched: number, all: number]> {
    let [unknowns, matched, all] = [0, 0, 0];
    for (const seed of $range(1, seeds)) {
        const game = new Game(seed, faults);
        const what = string.format("seed %.0f", seed);
        game.assertOneMatch(what);
        game.assertNoneStuck(what);
        for (const meeting of game.world.meetings) {
            all++;
            unknowns += meeting.why === "unknown" ? 1 : 0;
            matched += groupOf(meeting) === "" ? 0 : 1;
        }
    }
    return $multi(unknowns, matched, all);
}

describe("rendezvous with faults", () => {
    it("are in one match at most, and none is stuck, whatever crashes", () => {
        const [, matched, all] = play(seeds(40, 6), { crashes: 4, splits: 2, loss: 0.2 });
        assert.is_true(matched > all / 5);
    });

    it("seldom end without knowing while nobody crashes", () => {
        const [unknowns, matched, all] = play(seeds(40, 6), { crashes: 0, splits: 2, loss: 0.2 });
        print(unknowns, matched, all);
        assert.is_true(unknowns <= all / 100);
        assert.is_true(matched > all / 5);
    });
});
