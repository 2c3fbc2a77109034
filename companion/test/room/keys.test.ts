/** Keys, recovery codes, invites, positions. */
import assert from "node:assert/strict";
import { test } from "vitest";
import { acceptProof, inviteLink, inviteSigner, isAcceptProof, parseInviteLink } from "../../src/room/invite";
import { isSignedFor, isTakenKey, PURPOSE, sha256, signerOf, signFor, ZERO } from "../../src/room/keys";
import { commonPoint, follow, locatorNumbers, locatorOf, type Position, START } from "../../src/room/position";
import { recoveryCode, recoverySigner, secretOfCode } from "../../src/room/recovery-code";
import { shown } from "../support/documents";

const hex = (text: string): Buffer => Buffer.from(text, "hex");
const little = (number: bigint): Buffer => hex(number.toString(16).padStart(64, "0")).reverse();
const P = 2n ** 255n - 19n;
const SECRET = Buffer.alloc(16, 2);

test("keys of small order and those not below 2^255 - 19 are refused, with the highest bit and without", () => {
    const small = [
        little(0n),
        little(1n),
        little(P - 1n),
        hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ];
    const large = Array.from({ length: 19 }, (_, index) => little(P + BigInt(index)));
    for (const key of [...small, ...large]) {
        const other = Buffer.from(key);
        other[31] |= 0x80;
        assert.deepEqual([isTakenKey(key), isTakenKey(other)], [false, false], key.toString("hex"));
    }
    for (const number of [2n, P - 2n, P - 256n]) assert.ok(isTakenKey(little(number)));
    assert.ok(!isTakenKey(ZERO.subarray(1)));
});

test("a signature that fits every message under a key of small order does not hold", () => {
    const one = little(1n);
    assert.ok(!isSignedFor(PURPOSE.record, one, Buffer.concat([one, ZERO]), Buffer.from("a")));
});

test("a signature holds for its purpose, its key and its bytes alone", () => {
    const [signer, other] = [signerOf(Buffer.alloc(32, 1)), signerOf(Buffer.alloc(32, 2))];
    const said = Buffer.from("said");
    const signature = signFor(PURPOSE.record, signer, said);
    assert.ok(isSignedFor(PURPOSE.record, signer.key, signature, said));
    assert.ok(!isSignedFor(PURPOSE.accept, signer.key, signature, said));
    assert.ok(!isSignedFor(PURPOSE.record, other.key, signature, said));
    assert.ok(!isSignedFor(PURPOSE.record, signer.key, signature, Buffer.from("Said")));
    assert.ok(!isSignedFor(PURPOSE.record, signer.key, signature.subarray(1), said));
    // No point of the curve: Node takes it for a key, and for nothing else.
    assert.ok(!isSignedFor(PURPOSE.record, little(2n), signature, said));
    assert.throws(() => signerOf(SECRET), /32 bytes expected, got 16/);
});

test("the recovery code is that of the document, and is read as people write", () => {
    const code = "AIBA-EAQC-AIBA-EAQC-AIBA-EAQC-AIUS-V7PD";
    assert.equal(recoveryCode(SECRET), code);
    for (const typed of [
        code,
        code.toLowerCase(),
        code.replaceAll("-", ""),
        ` ${code.replaceAll("-", " - ")}\n`,
        code.replaceAll("I", "1"),
        code.replaceAll("B", "8"),
    ])
        assert.deepEqual(secretOfCode(typed), SECRET, typed);
    for (const wrong of [
        "",
        "AIBA",
        code.replace("AIBA", "AIBB"),
        `${code}A`,
        code.replace("V7PD", "V7PE"),
        "A".repeat(1e6),
    ])
        assert.equal(secretOfCode(wrong), undefined);
    const founding = shown("founding");
    assert.ok(founding.includes(recoverySigner(SECRET).key));
    assert.throws(() => recoveryCode(ZERO), /16 bytes expected, got 32/);
});

test("a code with one letter changed is not read", () => {
    const code = recoveryCode(SECRET).replaceAll("-", "");
    for (let at = 0; at < code.length; at++) {
        for (const letter of "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") {
            if (letter === code[at]) continue;
            assert.equal(secretOfCode(code.slice(0, at) + letter + code.slice(at + 1)), undefined);
        }
    }
});

test("invite key and proof are those of the document", () => {
    const invite = inviteSigner(Buffer.alloc(16, 4));
    const newcomer = signerOf(Buffer.alloc(32, 5));
    assert.deepEqual(invite.key, shown("invite"));
    assert.deepEqual(acceptProof(invite, shown("room"), newcomer.key), shown("accept"));
    assert.ok(isAcceptProof(invite.key, shown("accept"), shown("room"), newcomer.key));
    assert.ok(!isAcceptProof(invite.key, shown("accept"), sha256(ZERO), newcomer.key));
    assert.ok(!isAcceptProof(invite.key, shown("accept"), shown("room"), invite.key));
});

test("a link is read as it was made, and no other", () => {
    const invite = { url: "https://ledger.example/dawn", room: shown("room"), secret: SECRET };
    const link = inviteLink(invite);
    assert.match(link, /^https:\/\/ledger\.example\/dawn#lel1\.[\w-]{43}\.[\w-]{22}$/);
    assert.deepEqual(parseInviteLink(link), invite);
    const local = { ...invite, url: "http://127.0.0.1:8080/" };
    assert.deepEqual(parseInviteLink(inviteLink(local)), local);
    for (const wrong of [
        "",
        link.replace("https", "http"),
        link.replace("https", "javascript"),
        link.replace("lel1", "lel2"),
        link.slice(0, -1),
        `${link}A`,
        // The last letter has four bits that are none of the secret's.
        `${link.slice(0, -1)}${link.endsWith("h") ? "i" : "h"}`,
        `${link}${"x".repeat(1e6)}`,
        "https://#lel1.".padEnd(14 + 43, "A").concat(".", "A".repeat(22)),
    ])
        assert.equal(parseInviteLink(wrong), undefined, wrong.slice(0, 200));
});

test("a locator is the newest, those 1, 3, 7 ... before it, and nothing", () => {
    assert.deepEqual(locatorNumbers(0), [0]);
    assert.deepEqual(locatorNumbers(1), [1, 0]);
    assert.deepEqual(locatorNumbers(2), [2, 1, 0]);
    assert.deepEqual(locatorNumbers(20), [20, 19, 17, 13, 5, 0]);
    assert.ok(locatorNumbers(Number.MAX_SAFE_INTEGER).length <= 64);
});

test("the common point is behind what two lists share, and at most as far before the fork as that is before the end", () => {
    const listOf = (shared: number, length: number, tail: string): Position[] => {
        const list = [START];
        for (let n = 1; n <= length; n++) {
            const id = sha256(Buffer.from(n <= shared ? `${n}` : `${tail}${n}`));
            list.push({ epoch: 1, n, hash: follow(list[n - 1].hash, id) });
        }
        return list;
    };
    for (const [shared, mine, theirs] of [
        [0, 5, 5],
        [5, 5, 9],
        [9, 9, 5],
        [40, 100, 60],
        [63, 64, 90],
    ]) {
        const [own, other] = [listOf(shared, mine, "a"), listOf(shared, theirs, "b")];
        const locator = locatorOf(mine, (n) => own[n]);
        const { n } = commonPoint(locator, (at) => other[at]);
        const ends = Math.min(shared, theirs);
        assert.ok(n <= ends && ends - n <= Math.max(0, mine - ends), `${shared}, ${mine}, ${theirs}: ${n}`);
    }
});
