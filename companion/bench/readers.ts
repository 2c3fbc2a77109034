/**
 * 1,000 readers of one room, beside bare ws and hocuspocus.
 * @example npm run bench -w lib-event-ledger-companion -- readers
 */
import { benchReaders } from "./readers/bench";

await benchReaders();
