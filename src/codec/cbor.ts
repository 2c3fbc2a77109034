/** CBOR (RFC 8949): the subset that event fields travel in, in core deterministic encoding. */
export { decodeCbor, readByteString } from "./cbor-decode";
export { encodeByteString, encodeCbor } from "./cbor-encode";
export { skipCbor } from "./cbor-skip";
export { encodeHead, readArgument } from "./cbor-head";
