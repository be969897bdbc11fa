// The model that a notebook gives a widget, as small as it can be. It keeps what is sent, and a kernel answers or not.
export class Model {
  /** @param {string} kernel "saves" answers a line as Python does; or "silent", "refuses", "gone" */
  constructor(state, kernel = "silent") {
    this.state = { ...state };
    this.kernel = kernel;
    this.heard = [];
    this.sent = [];
    this.saved = [];
    this.touched = "";
  }
  get(name) {
    return structuredClone(this.state[name]);
  }
  set(name, value) {
    const changed = this.state[name] !== value;
    this.state[name] = value;
    this.touched = name;
    if (changed) this.say(`change:${name}`);
  }
  save_changes() {
    if (this.kernel === "gone") throw new Error("Cannot send");
    this.saved.push(this.state[this.touched]);
  }
  send(content) {
    if (this.kernel === "gone") throw new Error("Cannot send");
    this.sent.push(structuredClone(content));
    if (content.type !== "line" || this.kernel === "silent") return;
    const saved = this.kernel === "saves";
    const says = saved ? "Saved." : "Not saved: no room.";
    queueMicrotask(() => this.tell({ type: "saved", id: content.line.id, saved, keep: true, says }));
  }
  /** What the kernel says. */
  tell(content) {
    this.say("msg:custom", content);
  }
  say(event, ...values) {
    for (const [name, call] of [...this.heard]) if (name === event) call(...values);
  }
  on(event, call) {
    this.heard.push([event, call]);
  }
  off(event, call) {
    this.heard = this.heard.filter(([name, known]) => name !== event || known !== call);
  }
}
