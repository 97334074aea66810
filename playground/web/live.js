// What the board's output says about the greenhouse: temperature, humidity, fan and pump as values, and a chart. The
// program prints one line of JSON for each record of its telemetry.

/** Number of readings in the chart. */
const READINGS = 60;
const WIDTH = 480;
const HEIGHT = 120;

/** Shows records of the board in the elements with the ids temperature, humidity, fan, pump and chart. */
export class LiveView {
  rest = "";
  readings = [];

  /** Takes a piece of output. Returns the text to log: all lines but the records. */
  feed(text) {
    const lines = (this.rest + text.replaceAll("\r", "")).split("\n");
    this.rest = lines.pop();
    return lines
      .filter((line) => !this.show(line))
      .map((line) => `${line}\n`)
      .join("");
  }

  /** Shows a line if it is a record. */
  show(line) {
    if (!line.startsWith('{"from":')) return false;
    const record = JSON.parse(line);
    if (record.kind === "climate") {
      this.readings = [...this.readings, record].slice(-READINGS);
      set("temperature", `${record.temperature.toFixed(1)} °C`);
      set("humidity", `${record.humidity.toFixed(0)} %`);
      draw(this.readings);
    } else {
      set(record.kind, record.on ? "on" : "off");
    }
    return true;
  }
}

function set(id, text) {
  const output = document.getElementById(id);
  if (output) output.textContent = text;
}

function draw(readings) {
  const values = readings.map(({ temperature }) => temperature);
  const [low, high] = [Math.min(...values) - 1, Math.max(...values) + 1];
  const points = values.map((value, at) => {
    const x = readings.length < 2 ? 0 : (WIDTH * at) / (readings.length - 1);
    return `${x.toFixed(1)},${(HEIGHT - (HEIGHT * (value - low)) / (high - low)).toFixed(1)}`;
  });
  document.querySelector("#chart polyline").setAttribute("points", points.join(" "));
  const text = `Temperature of the last ${values.length} readings: ${(low + 1).toFixed(1)} to ${(high - 1).toFixed(1)} °C`;
  document.querySelector("#chart").setAttribute("aria-label", text);
  document.querySelector("#range").textContent = text;
}
