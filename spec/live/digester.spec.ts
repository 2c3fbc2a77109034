import type { RoomSession } from "../../src/live/session";
import { DIGEST, encodeDigestHead } from "../../src/live/board/messages";
import { encodeFrame } from "../../src/link/frame";
import { tagOf } from "../../src/link/tag";
import { rounds } from "../support/rounds";
import { type RoomClient, RoomGuild } from "./guild";

const SEEDS = rounds(20, 4);
/** Seconds between two lies, of all liars together. */
const LIE_SECONDS = 2;

function entry(text: string): string {
    return string.char(1) + text;
}

/** What a client shows of the first slot of a member. */
function shownOf(client: RoomClient, owner: string): string {
    let text = "";
    client.session!.members.get(owner)?.board.eachShown(({ bytes }) => {
        text = bytes;
    });
    return text;
}

/** Has a client say a digest. */
function say(guild: RoomGuild, client: RoomClient, payload: string): void {
    guild.carry(client, encodeFrame(DIGEST.type, tagOf("Room", "guild"), payload), { chatType: "GUILD" });
}

/** A guild of six that is quiet; one of whom misses what another one says then. */
function guildOf(seed: number): RoomGuild {
    const guild = new RoomGuild(seed, 6);
    for (const client of guild.clients) {
        client.onOpen = (session: RoomSession) => session.own.add(entry(`from ${client.name}`));
        client.login();
    }
    guild.advance(60);
    return guild;
}

/** Seconds until the victim sees what it has missed, while these liars take turns. */
function repair(seed: number, liarCount: number): number {
    const guild = guildOf(seed);
    const [owner, victim, ...others] = guild.clients;
    const liars = others.slice(0, liarCount);
    // They say nothing that is true besides.
    for (const liar of liars) liar.maySpeak = false;
    let turn = 0;
    const lieOn = (): void => {
        guild.later(LIE_SECONDS, lieOn);
        // A root that nobody has, and no row that anybody could answer.
        say(guild, liars[turn % liarCount], encodeDigestHead(turn, 0, 0));
        turn++;
    };
    if (liarCount > 0) lieOn();
    guild.advance(20);
    victim.side = 1;
    owner.session!.own.write(0, entry("changed"));
    guild.advance(0.5);
    victim.side = 0;
    assert.equal(entry(`from ${owner.name}`), shownOf(victim, owner.name));
    let seconds = 0;
    while (shownOf(victim, owner.name) !== entry("changed") && seconds < 300) {
        guild.advance(0.5);
        seconds += 0.5;
    }
    return seconds;
}

describe("Digester", () => {
    it("finds what somebody has missed, in the seconds that a comparison takes", () => {
        for (const seed of $range(1, SEEDS)) {
            const seconds = repair(seed, 0);
            assert.is_true(seconds <= 10, string.format("seed %d: %.1f s", seed, seconds));
        }
    });

    it("is put off by nobody who says a wrong root again and again, nor by several in turn", () => {
        for (const liars of [1, 2, 3]) {
            for (const seed of $range(1, SEEDS)) {
                const seconds = repair(seed, liars);
                assert.is_true(seconds <= 40, string.format("%d liars, seed %d: %.1f s", liars, seed, seconds));
            }
        }
    });

    it("answers digests without rows that nobody agrees with at a bounded rate", () => {
        const guild = guildOf(7);
        const [liar, other] = guild.clients;
        let answers = 0;
        guild.onMessage = (sender) => {
            answers += sender === liar.name || sender === other.name ? 0 : 1;
        };
        for (const turn of $range(1, 60)) {
            say(guild, turn % 2 === 0 ? liar : other, encodeDigestHead(turn));
            guild.advance(1);
        }
        assert.is_true(answers > 0 && answers <= 120, string.format("%.0f answers", answers));
    });
});
