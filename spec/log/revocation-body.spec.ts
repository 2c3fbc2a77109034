import { toId } from "../../src/event/key";
import { importedRevocationBody, revocationBody, targetOf, undoBody } from "../../src/log/revocation-body";
import { fromHex, toHex } from "../codec/hex";

describe("revocation body", () => {
    it("has a fixed form that names a key", () => {
        const body = revocationBody(1721000000, toId(0x0600a1b2, 7));
        assert.equal("00" + "49" + "669460400600a1b207", toHex(body));
        assert.same({ time: 1721000000, id: toId(0x0600a1b2, 7) }, targetOf(body));
    });

    it("names an imported event by its id, with the key where it stood or, of an imported revocation, without", () => {
        const body = revocationBody(1721000000, toId(0x0600a1b2, 7), "r5");
        assert.equal("00" + "49" + "669460400600a1b207" + "627235", toHex(body));
        assert.same({ time: 1721000000, id: toId(0x0600a1b2, 7), importId: "r5" }, targetOf(body));
        assert.equal("00f61905dc", toHex(importedRevocationBody(1500)!));
        assert.same({ time: 0, id: 0, importId: 1500 }, targetOf(importedRevocationBody(1500)!));
        assert.is_nil(importedRevocationBody(0 / 0));
        assert.is_nil(importedRevocationBody({}));
        // One that has an id itself, or stands twice in a list.
        assert.same({ time: 0, id: 0, importId: 5 }, targetOf(fromHex("00f60582f609")));
        assert.same({ time: 0, id: 0, importId: 5 }, targetOf(fromHex("00f60582f68101")));
        assert.same(5, targetOf(fromHex("0049669460400600a1b2070582f609"))!.importId);
    });

    it("is not one of another type, shape or length", () => {
        for (const hex of [
            "",
            "00",
            "0149669460400600a1b207",
            "0048669460400600a1b2",
            "004a669460400600a1b20700",
            "0069669460400600a1b207",
            "005809669460400600a1b207",
            "0049669460400600a1b2",
            "0001",
            "00f6",
            "00f6f6",
            "00f6f5",
            "00f605f6",
            "00f60505",
            "00f682f605",
            "0049669460400600a1b207f6",
            "0049669460400600a1b207050505",
        ]) {
            assert.is_nil(targetOf(fromHex(hex)), hex);
        }
    });

    it("names a sealed event and holds its body where it is an undo", () => {
        const body = undoBody(1721000000, toId(0x0600a1b2, 7), fromHex("05f5"), 4440);
        assert.equal("00" + "49" + "669460400600a1b207" + "f6" + "42" + "05f5" + "191158", toHex(body));
        assert.same({ time: 1721000000, id: toId(0x0600a1b2, 7), undoBody: fromHex("05f5") }, targetOf(body));
        for (const hex of [
            "0049669460400600a1b207f6",
            "0049669460400600a1b207f6420505",
            "0049669460400600a1b207f64000",
            "0049669460400600a1b207f6f600",
            "0049669460400600a1b207f6610500",
            "0049669460400600a1b2070542050500",
            "0049669460400600a1b207f642050500f6",
            "0048669460400600a1b2f642050500",
            "00f6f642050500",
            "0149669460400600a1b207f642050500",
        ]) {
            assert.is_nil(targetOf(fromHex(hex)), hex);
        }
    });
});
