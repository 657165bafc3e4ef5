namespace NetGen
{
    public sealed class MpiCluster : NetGen.Cluster
    {
        public string? Library { get; }
        public override int Rank { get; }
        public override int Size { get; }
        public override void Abort(string reason) { }
        protected override void Dispose(bool disposing) { }
        public override void Exchange(System.ReadOnlySpan<byte> sent, int? to, System.Span<byte> received, int? from) { }
        public static NetGen.MpiCluster Start() { }
    }
    public sealed class MpiException : System.Exception
    {
        public MpiException(string message) { }
    }
}
