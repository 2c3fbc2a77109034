// Fills the page of an evening in a room.
import { mountBidsChart } from "./bids-chart.mjs";
import { byId } from "./dom.mjs";
import { fillHead } from "./head.mjs";
import { mountHistogramChart } from "./histogram-chart.mjs";
import { mountLeaseChart } from "./lease-chart.mjs";
import { mountLongestChart } from "./longest-chart.mjs";
import { mountMembersChart } from "./members-chart.mjs";
import { fillRangeControl } from "./range-control.mjs";
import { roomsFiguresOf } from "./rooms-figures.mjs";
import { fillAuctionsTable, fillRoomsClientsTable } from "./rooms-tables.mjs";
import { readData, wholeRun } from "./run.mjs";
import { fillCallbacksTable, fillTrafficTable } from "./tables.mjs";
import { mountTrafficChart } from "./traffic-chart.mjs";
import { createViewport } from "./viewport.mjs";

const data = readData();
const context = { data, viewport: createViewport(wholeRun(data)) };

fillHead(
    { summary: byId("summary"), verdict: byId("verdict"), figures: byId("figures"), command: byId("command") },
    data,
    roomsFiguresOf(data),
);
fillRangeControl({ select: byId("range"), reset: byId("reset"), faultList: byId("faults") }, context);
mountMembersChart(byId("members-chart"), context);
mountBidsChart(byId("bids-chart"), byId("bids-readout"), context);
mountLeaseChart(byId("lease-chart"), byId("lease-readout"), context);
mountTrafficChart(byId("traffic-chart"), document.getElementsByName("unit"), context);
mountLongestChart(byId("longest-chart"), byId("longest-readout"), context);
mountHistogramChart(byId("histogram-chart"), context);
fillAuctionsTable(byId("auctions-table"), data);
fillTrafficTable(byId("traffic-table"), data);
fillCallbacksTable(byId("callbacks-table"), data);
fillRoomsClientsTable(byId("clients-table"), data);
