Console.WriteLine("Belfry");
