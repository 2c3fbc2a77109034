// Reading bytes in order. Everything that follows docs/storage.md reads through this.

/** Data that is not what docs/storage.md says. Its message says what was expected, and where. */
export class Damage extends Error {}

/** A varint is at most 2^53: what a double holds exactly. */
const MAX_VARINT = 2 ** 53;

export class Bytes {
    /** @param {Buffer} buffer read from its start to its end */
    constructor(buffer) {
        this.buffer = buffer;
        this.position = 0;
    }

    isAtEnd() {
        return this.position >= this.buffer.length;
    }

    fail(what) {
        throw new Damage(`${what} at byte ${this.position}`);
    }

    take(length) {
        if (this.position + length > this.buffer.length) this.fail("cut off");
        this.position += length;
        return this.buffer.subarray(this.position - length, this.position);
    }

    /** The next byte, which stays; undefined at the end. */
    peek() {
        return this.buffer[this.position];
    }

    u8() {
        return this.take(1)[0];
    }

    u16() {
        return this.take(2).readUInt16BE();
    }

    u32() {
        return this.take(4).readUInt32BE();
    }

    /** Unsigned LEB128 in its shortest form. */
    varint() {
        let value = 0;
        for (let scale = 1; ; scale *= 128) {
            const byte = this.u8();
            value += (byte % 128) * scale;
            if (value > MAX_VARINT || (byte === 0 && scale > 1)) this.fail("varint out of form");
            if (byte < 128) return value;
        }
    }
}

/** The bytes of a text in base64, which has to be in its one canonical form. */
export function fromBase64(text) {
    const bytes = Buffer.from(text, "base64");
    if (bytes.toString("base64") !== text) throw new Damage("no base64");
    return bytes;
}
