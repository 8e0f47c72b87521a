namespace SupplyFinance.Ledger;

/// <summary>An entry of the log and a lot of the register, for the interface's description.</summary>
internal static class LedgerExamples
{
    public static readonly IReadOnlyDictionary<string, object> Table = new Dictionary<string, object>
    {
        ["fromRootHash"] = "Lw8Rk0b7oQ3vM1yq2cT5xg6hJ9zV4nW8uE0dS7aP1fI=",
        ["toRootHash"] = "Lw8Rk0b7oQ3vM1yq2cT5xg6hJ9zV4nW8uE0dS7aP1fI=",
        ["rootHash"] = "Lw8Rk0b7oQ3vM1yq2cT5xg6hJ9zV4nW8uE0dS7aP1fI=",
        ["leafHash"] = "Lw8Rk0b7oQ3vM1yq2cT5xg6hJ9zV4nW8uE0dS7aP1fI=",
        ["hashes"] = "Lw8Rk0b7oQ3vM1yq2cT5xg6hJ9zV4nW8uE0dS7aP1fI=",
        ["entry"] = "AAECAwQFBgcICQ==",
        ["salt"] = "Lw8Rk0b7oQ3vM1yq2cT5xg6hJ9zV4nW8uE0dS7aP1fI=",
        ["content"] = "eyJmYWNlIjoiMTE1MDAwLjAwIn0=",
        ["checkpoint"] = "ledger.finance.example/title\n6\nLw8Rk0b7oQ3vM1yq2cT5xg6hJ9zV4nW8uE0dS7aP1fI=\n",
        ["findings"] = "Lot 019cb8a2-4b00-7f1b-8a00-d2c6a7b4e910 has another holder than its entries say.",
        ["operation"] = "transfer",
        ["GetEntry.Answer.type"] = "transfer",
        ["status"] = "executed",
        ["detail"] = "The lot is locked for an auction.",
        ["state"] = "live",
        ["purpose"] = "auction",
        ["owner"] = "factoring",
        ["path"] = "x001/067",
        ["size"] = 6,
        ["from"] = 3,
        ["to"] = 6,
        ["text/plain"] = "ledger.finance.example/title\n6\nLw8Rk0b7oQ3vM1yq2cT5xg6hJ9zV4nW8uE0dS7aP1fI=\n",
    };
}
