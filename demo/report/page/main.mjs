// Fills the page.
import { byId, element, swatch } from "./dom.mjs";
import { fillHead } from "./head.mjs";
import { mountHeldChart } from "./held-chart.mjs";
import { mountHistogramChart } from "./histogram-chart.mjs";
import { mountLongestChart } from "./longest-chart.mjs";
import { LEVELS, mountPresenceChart } from "./presence-chart.mjs";
import { mountQuietChart } from "./quiet-chart.mjs";
import { fillRangeControl } from "./range-control.mjs";
import { readData, wholeRun } from "./run.mjs";
import { fillCallbacksTable, fillClientsTable, fillTrafficTable } from "./tables.mjs";
import { mountTrafficChart } from "./traffic-chart.mjs";
import { createViewport } from "./viewport.mjs";
import { mountWeekGrid } from "./week-grid.mjs";

const data = readData();
const context = { data, viewport: createViewport(wholeRun(data)) };

fillHead(
    { summary: byId("summary"), verdict: byId("verdict"), figures: byId("figures"), command: byId("command") },
    data,
);
fillRangeControl({ select: byId("range"), reset: byId("reset"), faultList: byId("faults") }, context);
byId("presence-key").replaceChildren(
    ...LEVELS.map(({ color, label }) => element("li", {}, swatch(color), `lacks ${label}`)),
    element("li", {}, "thin line: offline"),
);
mountHeldChart(byId("held-chart"), document.getElementsByName("held"), context);
mountPresenceChart(byId("presence-chart"), byId("presence-readout"), context);
mountTrafficChart(byId("traffic-chart"), document.getElementsByName("unit"), context);
mountQuietChart(byId("quiet-chart"), byId("quiet-text"), context);
mountWeekGrid(
    {
        table: byId("weeks-grid"),
        slider: byId("weeks-slider"),
        moment: byId("weeks-moment"),
        pictures: byId("weeks-moments"),
        key: byId("weeks-key"),
    },
    context,
);
mountLongestChart(byId("longest-chart"), byId("longest-readout"), context);
mountHistogramChart(byId("histogram-chart"), context);
fillTrafficTable(byId("traffic-table"), data);
fillCallbacksTable(byId("callbacks-table"), data);
fillClientsTable(byId("clients-table"), data);
