// Needs bun. Where bun is not installed, this is what a missing interpreter looks like: the execution is
// recorded as failed (exit code 127) and shown as such, never skipped.
//
// CPU-bound: reads 20,000 invoices from JSON and adds them up by customer.

interface Invoice {
  customer: string;
  lines: { article: string; cents: number; count: number }[];
}

const text = JSON.stringify(
  Array.from({ length: 20_000 }, (_, number): Invoice => ({
    customer: `customer-${number % 97}`,
    lines: Array.from({ length: 1 + (number % 5) }, (_, line) => ({
      article: `article-${(number * 31 + line) % 503}`,
      cents: 99 + ((number * 17 + line * 5) % 9_000),
      count: 1 + (line % 3),
    })),
  })),
);

const totals = new Map<string, number>();
for (const invoice of JSON.parse(text) as Invoice[]) {
  const sum = invoice.lines.reduce((cents, line) => cents + line.cents * line.count, 0);
  totals.set(invoice.customer, (totals.get(invoice.customer) ?? 0) + sum);
}

const [customer, cents] = [...totals].sort((a, b) => b[1] - a[1])[0];
console.log(`${totals.size} customers; ${customer} owes most: ${(cents / 100).toFixed(2)}`);
