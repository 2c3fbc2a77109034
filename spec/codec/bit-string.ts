/** Bits in the order of Deflate (RFC 1951, section 3.1.1), for vectors that are written down bit by bit. */
export class BitString {
    private bytes = "";
    private value = 0;
    private weight = 1;

    private bit(bit: number): void {
        this.value += bit * this.weight;
        this.weight *= 2;
        if (this.weight === 256) {
            this.bytes += string.char(this.value);
            this.value = 0;
            this.weight = 1;
        }
    }

    /** A number in so many bits, its lowest bit first. */
    number(value: number, bits: number): this {
        for (const _ of $range(1, bits)) {
            this.bit(value % 2);
            value = math.floor(value / 2);
        }
        return this;
    }

    /** Huffman codes, their first bit first; blanks are for the eye. */
    codes(digits: string): this {
        for (const [digit] of string.gmatch(digits, "[01]")) this.bit(digit === "1" ? 1 : 0);
        return this;
    }

    /** All whole bytes; what is left of the last one is 0. */
    end(): string {
        return this.weight === 1 ? this.bytes : this.bytes + string.char(this.value);
    }
}
