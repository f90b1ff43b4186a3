/** Orders by number, with their totals in cents. */
export class OrderBook {
  #orders = new Map()

  place({ customer, lines }) {
    const total = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    const order = { number: this.#orders.size + 1, customer, lines, total }
    this.#orders.set(order.number, order)
    return order
  }

  find(number) {
    return this.#orders.get(number)
  }
}
