/** What entries do, and what makes them void: docs/companion-batches.md, "Kind 1". */
import assert from "node:assert/strict";
import { test } from "vitest";
import type { Action } from "../../src/room/actions";
import { CHAIN_LIMITS } from "../../src/room/chain";
import { ROLE } from "../../src/room/content-items";
import { inviteSigner } from "../../src/room/invite";
import { sha256, type Signer, ZERO } from "../../src/room/keys";
import { recoverySigner } from "../../src/room/recovery-code";
import {
    characterOf,
    deviceOf,
    eventOf,
    FOUNDER,
    Guild,
    LEDGER,
    NOW,
    RECOVERY_SECRET,
    SCOPE,
    signItems,
} from "../support/guild";

const secretOf = (number: number): Buffer => sha256(Buffer.from(`secret ${number}`)).subarray(0, 16);
const invite = (number: number, member: number): Action => ({
    action: "invite",
    invite: inviteSigner(secretOf(number)).key,
    member,
});
const memberEntry = (
    number: number,
    role: number,
    heads: Extract<Action, { action: "member" }>["heads"] = [],
): Action => ({
    ...{ action: "member", number, label: "Member", characters: number === 0 ? [characterOf(1)] : [], role, heads },
});
const headOf = (guild: Guild, { key }: Signer) => {
    const { seq, id } = guild.own.get(key.toString("hex")) ?? { seq: 0, id: ZERO };
    return { device: key, seq, id };
};
const drop = (guild: Guild, device: Signer): Action => ({ action: "drop", ...headOf(guild, device) });

/** Writes an entry, and says what became of it. */
const tried = (guild: Guild, signer: Signer, said: Action, parent?: Buffer): string =>
    guild.outcome(guild.entry(signer, said, parent)) ?? "effect";

test("the founder is an admin, and member 0", () => {
    const { room } = new Guild();
    assert.deepEqual([room.chain.name, room.chain.members.length, room.chain.entries], ["Dawn", 1, 1]);
    assert.equal(room.roleOf(FOUNDER.key, 1), ROLE.admin);
});

test("an invite makes a device of its member, once", () => {
    const guild = new Guild();
    tried(guild, FOUNDER, memberEntry(1, ROLE.own));
    assert.equal(tried(guild, FOUNDER, invite(1, 1)), "effect");
    const device = deviceOf(1);
    assert.equal(guild.outcome(guild.write(device, guild.accept(secretOf(1), device))), undefined);
    assert.equal(guild.room.chain.deviceOf(device.key)?.member, 1);
    assert.equal(guild.room.roleOf(device.key, 1), ROLE.own);
    // Used: who comes second is a stranger.
    const late = deviceOf(2);
    assert.equal(guild.outcome(guild.write(late, guild.accept(secretOf(1), late))), "unknownAuthor");
    // Pairing: the member invites its own second computer, and not one of another member.
    assert.equal(tried(guild, device, invite(2, 1)), "effect");
    assert.equal(tried(guild, device, invite(3, 0)), "role");
    const laptop = deviceOf(3);
    assert.equal(guild.outcome(guild.write(laptop, guild.accept(secretOf(2), laptop))), undefined);
    assert.equal(guild.room.chain.deviceOf(laptop.key)?.member, 1);
});

test("an accept with the proof of another device, of a member with role 0, or of a cancelled invite is a stranger's", () => {
    const guild = new Guild();
    tried(guild, FOUNDER, memberEntry(1, ROLE.own));
    tried(guild, FOUNDER, invite(1, 1));
    const [device, thief] = [deviceOf(1), deviceOf(2)];
    assert.equal(guild.outcome(guild.write(thief, guild.accept(secretOf(1), device))), "unknownAuthor");
    tried(guild, FOUNDER, memberEntry(1, ROLE.none));
    assert.equal(guild.outcome(guild.write(device, guild.accept(secretOf(1), device))), "unknownAuthor");
    guild.own.delete(device.key.toString("hex"));
    tried(guild, FOUNDER, memberEntry(1, ROLE.own));
    const cancel: Action = { action: "cancel", invite: inviteSigner(secretOf(1)).key };
    assert.equal(tried(guild, FOUNDER, cancel), "effect");
    assert.equal(tried(guild, FOUNDER, cancel), "invite");
    assert.equal(guild.outcome(guild.write(device, guild.accept(secretOf(1), device))), "unknownAuthor");
});

test("of two entries on one parent the second is void, and stays in its author's chain", () => {
    const guild = new Guild();
    const parent = guild.room.chain.last;
    assert.equal(tried(guild, FOUNDER, memberEntry(1, ROLE.own), parent), "effect");
    assert.equal(tried(guild, FOUNDER, memberEntry(1, ROLE.relay), parent), "parent");
    assert.equal(tried(guild, FOUNDER, memberEntry(1, ROLE.relay)), "effect");
    assert.equal(guild.room.chain.members[1].setting.role, ROLE.relay);
});

test("members who are no admins write entries for their own devices alone", () => {
    for (const role of [ROLE.none, ROLE.read, ROLE.own, ROLE.relay, ROLE.server]) {
        const guild = new Guild();
        const device = guild.join(1, role === ROLE.none ? ROLE.own : role);
        const other = guild.join(2);
        if (role === ROLE.none)
            tried(guild, FOUNDER, { ...memberEntry(1, role), characters: [characterOf(2)] } as Action);
        const mayOwn = role === ROLE.none ? "role" : "effect";
        assert.equal(tried(guild, device, memberEntry(3, ROLE.admin)), "role");
        assert.equal(
            tried(guild, device, { action: "scope", ledger: LEDGER, scope: SCOPE, into: SCOPE, open: true }),
            "role",
        );
        assert.equal(tried(guild, device, drop(guild, other)), "role");
        assert.equal(
            tried(guild, device, { action: "device", device: deviceOf(9).key, member: 2, label: "PC" }),
            "role",
        );
        assert.equal(tried(guild, device, invite(1, 1)), mayOwn);
        assert.equal(
            tried(guild, device, { action: "device", device: deviceOf(8).key, member: 1, label: "PC" }),
            mayOwn,
        );
        assert.equal(tried(guild, device, drop(guild, deviceOf(8))), mayOwn);
        // Not itself: another device of the member does that.
        assert.equal(tried(guild, device, drop(guild, device)), "role");
    }
});

test("numbers, characters and keys have to be free", () => {
    const guild = new Guild();
    guild.join(1);
    assert.equal(tried(guild, FOUNDER, memberEntry(3, ROLE.own)), "member");
    const taken = { ...memberEntry(2, ROLE.own), characters: [characterOf(2)] } as Action;
    assert.equal(tried(guild, FOUNDER, taken), "character");
    assert.equal(tried(guild, FOUNDER, invite(1, 7)), "member");
    assert.equal(tried(guild, FOUNDER, { action: "device", device: deviceOf(1).key, member: 0, label: "PC" }), "key");
    assert.equal(
        tried(guild, FOUNDER, {
            action: "device",
            device: recoverySigner(RECOVERY_SECRET).key,
            member: 0,
            label: "PC",
        }),
        "key",
    );
    assert.equal(tried(guild, FOUNDER, { action: "invite", invite: deviceOf(1).key, member: 1 }), "key");
    // Who has role 0 keeps no character from others, and may be told to have those of others.
    tried(guild, FOUNDER, { ...memberEntry(1, ROLE.none), characters: [characterOf(2)] } as Action);
    assert.equal(tried(guild, FOUNDER, taken), "effect");
    assert.equal(
        tried(guild, FOUNDER, { ...memberEntry(1, ROLE.none), characters: [characterOf(2)] } as Action),
        "effect",
    );
    assert.equal(
        tried(guild, FOUNDER, { ...memberEntry(1, ROLE.own), characters: [characterOf(2)] } as Action),
        "character",
    );
});

test("a dropped device never comes back", () => {
    const guild = new Guild();
    const device = guild.join(1);
    assert.equal(tried(guild, FOUNDER, drop(guild, device)), "effect");
    assert.equal(tried(guild, FOUNDER, drop(guild, device)), "device");
    assert.equal(tried(guild, FOUNDER, { action: "device", device: device.key, member: 1, label: "PC" }), "key");
    assert.equal(guild.room.roleOf(device.key, Infinity), ROLE.none);
});

test("an admin with a device stays", () => {
    const guild = new Guild();
    assert.equal(tried(guild, FOUNDER, memberEntry(0, ROLE.own)), "lastAdmin");
    assert.equal(tried(guild, FOUNDER, drop(guild, FOUNDER)), "lastAdmin");
    tried(guild, FOUNDER, memberEntry(1, ROLE.admin));
    // A member without a device keeps nobody from being the last.
    assert.equal(tried(guild, FOUNDER, memberEntry(0, ROLE.own)), "lastAdmin");
    tried(guild, FOUNDER, { action: "device", device: deviceOf(1).key, member: 1, label: "PC" });
    assert.equal(tried(guild, deviceOf(1), memberEntry(0, ROLE.own)), "effect");
    assert.equal(tried(guild, FOUNDER, memberEntry(1, ROLE.own)), "role");
});

test("former names lead to the scope that is taken; a scope can be taken no longer", () => {
    const guild = new Guild();
    const [one, two, three] = ["One", "Two", "Three"].map((name) => Buffer.from(name));
    const take = (scope: Buffer, into: Buffer, open = false): string =>
        tried(guild, FOUNDER, { action: "scope", ledger: LEDGER, scope, into, open });
    const taken = (scope: Buffer): unknown[] => {
        const found = guild.room.chain.scopeOf(LEDGER, scope);
        return [found?.scope.toString(), found?.open];
    };
    assert.equal(take(one, two), "scope");
    assert.equal(take(two, two, true), "effect");
    assert.equal(take(one, two, false), "effect");
    assert.deepEqual(taken(one), ["Two", true]);
    assert.equal(take(two, one), "scope"); // no ring
    assert.equal(take(three, three), "effect");
    assert.equal(take(two, three), "effect");
    assert.deepEqual(
        [taken(one), taken(two)],
        [
            ["Three", false],
            ["Three", false],
        ],
    );
    assert.equal(take(three, Buffer.of()), "effect");
    assert.deepEqual(
        [taken(one), taken(three)],
        [
            [undefined, undefined],
            [undefined, undefined],
        ],
    );
    assert.equal(guild.room.chain.scopeOf(Buffer.from("Other"), two), undefined);
});

test("a recovery takes the role of every admin, whatever the parent, and changes the key", () => {
    const guild = new Guild();
    const admin = guild.join(1, ROLE.admin);
    const old = guild.join(2);
    const recovery = recoverySigner(RECOVERY_SECRET);
    const [device, next] = [deviceOf(10), recoverySigner(Buffer.alloc(16, 3))];
    const said: Action = {
        ...{ action: "recover", device: device.key, label: "Anna", characters: [characterOf(3)], recovery: next.key },
        heads: [headOf(guild, FOUNDER), headOf(guild, admin)].sort((one, other) =>
            Buffer.compare(one.device, other.device),
        ),
    };
    assert.equal(tried(guild, recovery, said, ZERO), "effect");
    const { room } = guild;
    assert.deepEqual(
        room.chain.members.map(({ setting }) => setting.role),
        [0, 0, ROLE.own, ROLE.admin],
    );
    // What the admins did before counts as before.
    assert.deepEqual([room.roleOf(FOUNDER.key, 3), room.roleOf(FOUNDER.key, Infinity)], [ROLE.admin, ROLE.none]);
    assert.deepEqual([room.roleOf(old.key, 1), room.roleOf(device.key, 1)], [ROLE.own, ROLE.admin]);
    assert.equal(tried(guild, FOUNDER, memberEntry(0, ROLE.admin)), "role");
    assert.equal(tried(guild, device, memberEntry(4, ROLE.own)), "effect");
    // The old key is no longer in force, and its second record is a stranger's.
    assert.equal(tried(guild, recovery, { ...said, device: deviceOf(11).key }), "unknownAuthor");
    const again: Action = { ...said, device: deviceOf(12).key, recovery: deviceOf(13).key, heads: [] };
    assert.equal(tried(guild, next, again, ZERO), "effect");
    assert.equal(room.roleOf(device.key, 1), ROLE.none);
});

test("a recovery by another key, or for a device that is known, is a stranger's", () => {
    const guild = new Guild();
    const said: Action = {
        action: "recover",
        device: deviceOf(5).key,
        label: "A",
        characters: [],
        recovery: deviceOf(6).key,
        heads: [],
    };
    assert.equal(tried(guild, deviceOf(7), said), "unknownAuthor");
    const known = { ...said, device: FOUNDER.key } as Action;
    assert.equal(tried(guild, recoverySigner(RECOVERY_SECRET), known), "unknownAuthor");
});

test("a member that is no admin writes 32 entries, an accept for it included, until an admin writes one for it", () => {
    const guild = new Guild();
    const device = guild.join(1);
    const limit = CHAIN_LIMITS.entriesOfMember;
    tried(guild, FOUNDER, invite(100, 1));
    for (let number = 0; number < limit; number++) assert.equal(tried(guild, device, invite(number, 1)), "effect");
    assert.equal(tried(guild, device, invite(limit, 1)), "limit");
    const joiner = deviceOf(20);
    assert.equal(guild.outcome(guild.write(joiner, guild.accept(secretOf(100), joiner))), "unknownAuthor");
    guild.own.delete(joiner.key.toString("hex"));
    tried(guild, FOUNDER, { ...memberEntry(1, ROLE.own), characters: [characterOf(2)] } as Action);
    assert.equal(guild.outcome(guild.write(joiner, guild.accept(secretOf(100), joiner))), undefined);
    for (let number = 1; number < limit; number++)
        assert.equal(tried(guild, device, invite(200 + number, 1)), "effect");
    assert.equal(tried(guild, device, invite(300, 1)), "limit");
});

test("bounds of a room: open invites of a member and in all, scopes", () => {
    const guild = new Guild();
    for (let member = 1; member <= 5; member++) tried(guild, FOUNDER, memberEntry(member, ROLE.own));
    let number = 0;
    const fill = (member: number): number => {
        const before = number;
        while (tried(guild, FOUNDER, invite(number++, member)) === "effect");
        return number - before - 1;
    };
    assert.deepEqual([1, 2, 3, 4, 5].map(fill), [64, 64, 64, 64, 0]);
    const scopes = Array.from({ length: CHAIN_LIMITS.scopes + 1 }, (_, index) =>
        guild.outcome(guild.takeScope(false, Buffer.from(`${index}`))),
    );
    assert.deepEqual([scopes.indexOf("limit"), scopes.at(-2)], [CHAIN_LIMITS.scopes, undefined]);
    assert.equal(guild.outcome(guild.takeScope(true, Buffer.from("0"))), undefined);
});

test("bounds of a room: members, devices", () => {
    const guild = new Guild();
    for (let member = 1; member < CHAIN_LIMITS.members; member++)
        assert.equal(tried(guild, FOUNDER, memberEntry(member, ROLE.own)), "effect");
    assert.equal(tried(guild, FOUNDER, memberEntry(CHAIN_LIMITS.members, ROLE.own)), "limit");
    for (let device = 1; device < CHAIN_LIMITS.devices; device++)
        tried(guild, FOUNDER, { action: "device", device: deviceOf(device).key, member: device % 1024, label: "PC" });
    assert.equal(guild.room.chain.devices.size, CHAIN_LIMITS.devices);
    assert.equal(
        tried(guild, FOUNDER, { action: "device", device: deviceOf(5000).key, member: 0, label: "PC" }),
        "limit",
    );
    // Nobody can stand in the way of a recovery.
    const said: Action = {
        action: "recover",
        device: deviceOf(6000).key,
        label: "A",
        characters: [],
        recovery: deviceOf(6001).key,
        heads: [],
    };
    assert.equal(tried(guild, recoverySigner(RECOVERY_SECRET), said, ZERO), "effect");
});

test("an unknown action is void, and its author's chain goes on", () => {
    const guild = new Guild();
    const { id, chain } = guild.room;
    const head = [1, id, FOUNDER.key, 2, id, 1, 0, ZERO];
    const numbered = guild.room.take(signItems(FOUNDER, [...head, chain.last, NOW, 9, "later"]));
    assert.deepEqual([guild.outcome(numbered), chain.entries, guild.room.heads()[0].seq], ["action", 1, 2]);
});

test("a removal names heads: what was before counts, nothing later can be passed off as older", () => {
    const guild = new Guild();
    const device = guild.join(1, ROLE.relay);
    guild.takeScope();
    guild.batch(device, [eventOf(2, 1)]);
    const kept = guild.batch(device, [eventOf(2, 2)]);
    const heads = [headOf(guild, device)];
    assert.equal(
        tried(guild, FOUNDER, { ...memberEntry(1, ROLE.none, heads), characters: [characterOf(2)] } as Action),
        "effect",
    );
    const later = guild.batch(device, [eventOf(2, 3)]);
    const { room } = guild;
    assert.ok("record" in kept && "record" in later);
    assert.deepEqual(
        [1, 2, 3, Infinity].map((seq) => room.roleOf(device.key, seq)),
        [ROLE.relay, ROLE.relay, 0, 0],
    );
    assert.deepEqual(room.forked, []);
    // A right that is given back holds for all.
    tried(guild, FOUNDER, { ...memberEntry(1, ROLE.own), characters: [characterOf(2)] } as Action);
    assert.deepEqual(
        [1, 3, Infinity].map((seq) => room.roleOf(device.key, seq)),
        [ROLE.own, ROLE.own, ROLE.own],
    );
});

test("heads that name another record than is here: all of that device has role 0 under that entry", () => {
    const guild = new Guild();
    const device = guild.join(1, ROLE.relay);
    guild.takeScope();
    guild.batch(device, [eventOf(2, 1)]);
    const heads = [{ device: device.key, seq: 2, id: Buffer.alloc(32, 7) }];
    tried(guild, FOUNDER, { ...memberEntry(1, ROLE.none, heads), characters: [characterOf(2)] } as Action);
    const { room } = guild;
    // The record that the admin had is not here: what was there before counts.
    assert.deepEqual([room.roleOf(device.key, 1), room.forked], [ROLE.relay, []]);
    guild.batch(device, [eventOf(2, 2)]);
    assert.deepEqual(
        [1, 2, Infinity].map((seq) => room.roleOf(device.key, seq)),
        [0, 0, 0],
    );
    assert.deepEqual(room.forked, [device.key.toString("hex")]);
    tried(guild, FOUNDER, { ...memberEntry(1, ROLE.own), characters: [characterOf(2)] } as Action);
    assert.equal(room.roleOf(device.key, 1), ROLE.own);
});

test("a drop that names another record: the device counts nothing, whatever is given later", () => {
    const guild = new Guild();
    const device = guild.join(1, ROLE.relay);
    guild.takeScope();
    guild.batch(device, [eventOf(2, 1)]);
    tried(guild, FOUNDER, { action: "drop", device: device.key, seq: 1, id: Buffer.alloc(32, 7) });
    tried(guild, FOUNDER, { ...memberEntry(1, ROLE.relay), characters: [characterOf(2)] } as Action);
    assert.equal(guild.room.roleOf(device.key, 1), ROLE.none);
    assert.deepEqual(guild.room.forked, [device.key.toString("hex")]);
});

test("whether an entry takes effect is decided by what stands in front of it", () => {
    const guild = new Guild();
    const admin = guild.join(1, ROLE.admin);
    assert.equal(tried(guild, admin, memberEntry(2, ROLE.relay)), "effect");
    // Its author's rights are taken from the beginning on: the entry stays.
    tried(guild, FOUNDER, { ...memberEntry(1, ROLE.none), characters: [characterOf(2)] } as Action);
    assert.equal(guild.room.roleOf(admin.key, 1), ROLE.none);
    assert.equal(guild.room.chain.members[2].setting.role, ROLE.relay);
    assert.equal(guild.room.until(guild.room.position.n).chain.members[2].setting.role, ROLE.relay);
});
