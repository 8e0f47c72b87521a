using SupplyFinance.Contracts;

namespace SupplyFinance.Factoring.Deals;

/// <summary>The first step of an accepted deal.</summary>
public sealed record BeginDeal(Guid DealId) : ICommand;

/// <summary>Asks again for the outcome of the step a deal waits for; stale once the deal has moved on.</summary>
public sealed record RemindDeal(Guid DealId, string State, int Attempt) : ICommand;

/// <summary>The assignment's entry in the public register.</summary>
public sealed record RegistrationRecorded(Guid DealId, string Reference) : ICommand;

/// <summary>A party asks that an unpaid deal be given up; only bank-settlement can say that the payment never executes.</summary>
public sealed record CancelDeal(Guid DealId, string Reason) : ICommand;
