namespace SupplyFinance.Identity;

/// <summary>The words of the sign-in pages in one language.</summary>
public sealed record SignInText(
    string Language, string Title, string Name, string Password, string Submit, string Wrong, string Resting,
    string Stale, string BadLink,
    string SignedOut, string OtherLanguage, string Other)
{
    /// <summary>Simplified Chinese, the default.</summary>
    public static readonly SignInText Chinese = new(
        "zh-CN", "登录 SupplyFinance", "用户名", "密码", "登录", "用户名或密码不正确。", "尝试次数过多，请十五分钟后再试。",
        "页面已过期，请重新提交。", "登录链接不完整，请从应用重新进入。", "您已退出登录。", "English", "en");

    /// <summary>English.</summary>
    public static readonly SignInText English = new(
        "en", "Sign in to SupplyFinance", "Sign-in name", "Password", "Sign in",
        "The sign-in name or the password is not right.",
        "Too many attempts; try again in fifteen minutes.", "The page had expired; please send it again.",
        "This sign-in link is not complete; please start again from the application.", "You are signed out.", "中文",
        "zh-CN");

    /// <summary>The first language of a preference list (<c>ui_locales</c> or Accept-Language) that we have words
    /// in.</summary>
    public static SignInText For(string? preferences)
    {
        foreach (var wish in (preferences ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (wish.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            {
                return Chinese;
            }

            if (wish.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                return English;
            }
        }

        return Chinese;
    }
}
