/** Marks of events that are written again, which somebody forges. docs/seals.md is normative. */

import { againMark } from "../../src/event/import-mark";
import { packKey, toId } from "../../src/event/key";
import { encodeBody } from "../../src/event/schema";
import { sessionOf, writeAt, writeBody } from "../support/rogue";
import { type SealedClient, SealedGuild } from "../support/sealed-guild";

function bodyOf(client: SealedClient, text: string, amount: number): string {
    const { schema } = sessionOf(client);
    return encodeBody(schema.named("note")!, { text, amount })[0]!;
}

/** An event that C left out of a seal is an orphan of A. */
function orphanGuild(): SealedGuild {
    const guild = new SealedGuild(3);
    const [a, b, c] = guild.clients;
    guild.start();
    guild.write(b, "kept", 1);
    guild.time.advance(60);
    a.isConnected = false;
    guild.write(a, "late", 10);
    guild.pass(2);
    guild.sealAll(c, { force: true });
    a.isConnected = true;
    guild.time.advance(600);
    assert.are.equal(1, a.ledger.orphans().length);
    return guild;
}

describe("The mark of an event that is written again", () => {
    it("takes nobody's orphan off the list where it is somebody else's event, or another one", () => {
        const guild = orphanGuild();
        const [a, b] = guild.clients;
        const [orphan] = a.ledger.orphans();
        const mark = againMark(packKey(orphan.time, toId(orphan.creator, orphan.counter)));
        writeBody(b, bodyOf(b, "late", 10) + mark);
        guild.time.advance(60);
        assert.are.equal(1, a.ledger.orphans().length);
        // In the name of its creator, who did not write it.
        writeAt(b, guild.time.serverTime(), toId(orphan.creator, 200), bodyOf(b, "junk", 0) + mark);
        guild.time.advance(60);
        assert.are.equal(1, a.ledger.orphans().length);
        assert.is_not_nil(a.ledger.resubmit(a.ledger.orphans()[0])[0]);
        assert.are.equal(0, a.ledger.orphans().length);
    });
});
