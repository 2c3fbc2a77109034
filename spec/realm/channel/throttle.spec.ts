import { Throttle } from "../../../realm/channel/throttle";
import { SendResult } from "../../../realm/realm";
import { addListener, createGuildRealm, heard, send } from "../support";

describe("Throttle", () => {
    it("lets 10 through, then 1 a second", () => {
        const throttle = new Throttle();
        for (const _ of $range(1, 10)) assert.is_true(throttle.take("P", 5));
        assert.is_false(throttle.take("P", 5));
        assert.is_false(throttle.take("P", 5.9));
        assert.is_true(throttle.take("P", 6));
        assert.is_false(throttle.take("P", 6));
    });

    it("fills up to 10 and no further", () => {
        const throttle = new Throttle();
        throttle.take("P", 0);
        for (const _ of $range(1, 10)) assert.is_true(throttle.take("P", 1000));
        assert.is_false(throttle.take("P", 1000));
    });

    it("keeps prefixes apart", () => {
        const throttle = new Throttle();
        for (const _ of $range(1, 10)) throttle.take("P", 0);
        assert.is_false(throttle.take("P", 0));
        assert.is_true(throttle.take("Q", 0));
    });
});

describe("throttled sends", () => {
    it("share one pool over the chat types, answer 3 and send nothing when it is empty", () => {
        const realm = createGuildRealm();
        const sender = addListener(realm, "Thrall");
        const receiver = addListener(realm, "Jaina");
        realm.setRaid([sender, receiver]);
        for (const _ of $range(1, 5)) assert.equal(SendResult.Success, send(sender, "x", "GUILD"));
        for (const _ of $range(1, 5)) assert.equal(SendResult.Success, send(sender, "x", "RAID"));
        assert.equal(SendResult.AddonMessageThrottle, send(sender, "x", "GUILD"));
        assert.equal(SendResult.AddonMessageThrottle, send(sender, "x", "RAID"));
        realm.advance(1);
        assert.equal(10, heard(receiver).length);
        assert.equal(SendResult.Success, send(sender, "x", "GUILD"));
    });

    it("leave whispers alone, except inside an instance", () => {
        const realm = createGuildRealm();
        const sender = addListener(realm, "Thrall");
        addListener(realm, "Jaina");
        for (const _ of $range(1, 50)) assert.equal(SendResult.Success, send(sender, "x", "WHISPER", "Jaina"));
        sender.setInstance(true);
        for (const _ of $range(1, 10)) assert.equal(SendResult.Success, send(sender, "x", "WHISPER", "Jaina"));
        assert.equal(SendResult.AddonMessageThrottle, send(sender, "x", "WHISPER", "Jaina"));
    });

    it("are not given a fresh pool by a /reload", () => {
        const realm = createGuildRealm();
        const sender = addListener(realm, "Thrall");
        for (const _ of $range(1, 10)) send(sender, "x", "GUILD");
        sender.reload();
        assert.equal(SendResult.AddonMessageThrottle, send(sender, "x", "GUILD"));
    });
});
